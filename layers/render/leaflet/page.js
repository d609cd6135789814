/* What stands round the map of an exported page: search, layers by theme, facts, and the player of a briefing.
 * Uses the Atlas object (show, hide, select, home, fitBounds, setOpacity, setCounties) and its payload; every string from data is
 * set as text. Works from disk, with keyboard and touch, and prints to one page.
 */
(function (global) {
  "use strict";

  function node(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(className, text, label, act) {
    var made = node("button", className, text);
    made.type = "button";
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  /* atlas: the map; about.words, about.themes: words; about.steps: the views of a briefing, maybe none. */
  function AtlasPage(atlas, about) {
    this.atlas = atlas;
    this.about = about;
    this.words = about.words;
    this.at = 0;
    this.flown = 0;
    this.all = {};
    var self = this;
    [atlas.data.counties].concat(atlas.data.layers).forEach(function (layer) { self.all[layer.id] = layer.unlocated; });
    this.side = document.getElementById("page-side");
    var first = document.getElementById("page-first");
    if (first) first.remove();
    if (about.steps.length) this.addPlayer();
    this.addSearch();
    this.addLayers();
    this.side.appendChild(node("p", "page-notes", atlas.data.notes.join(" ｜ ")));
    this.addButtons();
    this.listen();
    atlas.on("show", function (event) { // the legend on the map can close a layer too
      self.boxes.forEach(function (box) { box.checked = event.layers.some(function (layer) { return layer.id === box.value; }); });
    });
    if (about.steps.length) this.go(this.fromAddress());
    else this.show(atlas.data.visible);
  }

  AtlasPage.prototype.show = function (ids) {
    this.atlas.show(ids);
  };

  AtlasPage.prototype.shown = function () {
    return this.boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  };

  /* The player. */
  AtlasPage.prototype.addPlayer = function () {
    var self = this, words = this.words;
    this.plate = node("section", "page-plate");
    this.plate.setAttribute("aria-live", "polite");
    this.side.appendChild(this.plate);
    var bar = node("nav", "page-bar");
    bar.setAttribute("aria-label", words.play);
    this.back = button("page-back", "◀", words.previous, function () { self.go(self.at - 1); });
    this.next = button("page-next", "▶", words.next, function () { self.go(self.at + 1); });
    this.progress = node("progress", "page-progress");
    this.progress.max = this.about.steps.length;
    this.count = node("span", "page-count");
    this.speech = button("page-speech", words.note, words.note, function () { self.speak(); });
    this.speech.setAttribute("aria-pressed", "false");
    this.wide = button("page-wide", words.full, words.full, function () { self.full(); });
    [this.back, this.count, this.next, this.progress, this.speech, this.wide].forEach(function (part) { bar.appendChild(part); });
    document.body.appendChild(bar);
    document.body.classList.add("page-story");
  };

  AtlasPage.prototype.fromAddress = function () {
    var found = /^#(\d{1,4})$/.exec(global.location.hash);
    return found ? Number(found[1]) - 1 : 0;
  };

  AtlasPage.prototype.go = function (place) {
    var steps = this.about.steps;
    this.at = Math.max(0, Math.min(steps.length - 1, place));
    var step = steps[this.at], atlas = this.atlas, self = this;
    var hidden = {};
    step.hidden.forEach(function (id) { hidden[id] = true; });
    atlas.data.layers.forEach(function (layer) {
      layer.unlocated = self.all[layer.id].filter(function (row) { return !hidden[row.id]; });
      layer.missing = layer.unlocated.length;
    });
    atlas.map.closePopup();
    atlas.hide(step.hidden);
    atlas.setCounties(this.about.fills[step.fill]);
    atlas.setOpacity(step.opacity);
    this.show(step.layers);
    atlas.select(step.selected, 0);
    this.fit();
    this.draw(step);
  };

  /* The part of the map that the view opens at, clear of the boxes at the right. */
  AtlasPage.prototype.fit = function () {
    var atlas = this.atlas, step = this.about.steps[this.at];
    var extent = step ? step.extent : atlas.options.extent;
    var wide = atlas.map.getSize().x > 620;
    if (extent) atlas.fitBounds(extent, { paddingTopLeft: [wide ? 44 : 8, 12], paddingBottomRight: [wide ? 206 : 8, 44] });
    else atlas.home();
    atlas.placeLabels();
  };

  AtlasPage.prototype.draw = function (step) {
    var total = this.about.steps.length, words = this.words, box = this.plate;
    box.textContent = "";
    box.appendChild(node("h2", "", step.title));
    if (step.text) box.appendChild(node("p", "page-text", step.text));
    if (step.figures.length) {
      var figures = node("dl", "page-figures");
      step.figures.forEach(function (pair) {
        var card = node("div", "");
        card.appendChild(node("dd", "", pair[1]));
        card.appendChild(node("dt", "", pair[0]));
        figures.appendChild(card);
      });
      box.appendChild(figures);
    }
    if (step.table.length) box.appendChild(table(step.table));
    [step.where, step.marks].forEach(function (line) { if (line) box.appendChild(node("p", "page-small", line)); });
    if (step.note) {
      var note = node("aside", "page-note");
      note.appendChild(node("h3", "", words.note));
      note.appendChild(node("p", "", step.note));
      box.appendChild(note);
    }
    box.appendChild(node("p", "page-small", step.sources));
    this.side.scrollTop = 0;
    this.back.disabled = this.at === 0;
    this.next.disabled = this.at === total - 1;
    this.speech.disabled = !step.note;
    this.count.textContent = (this.at + 1) + " / " + total;
    this.progress.value = this.at + 1;
    this.progress.setAttribute("aria-label", this.count.textContent);
    document.body.setAttribute("data-step", this.at + 1);
  };

  function table(rows) {
    var made = node("table", "page-table");
    rows.forEach(function (cells, place) {
      var row = node("tr", "");
      cells.forEach(function (cell, column) {
        var figures = rows.slice(1).every(function (other) { return /^[\d.]+$/.test(other[column]); });
        var kind = !column ? "" : figures ? "page-number" : place && cell.length < 13 ? "page-short" : "";
        var made = node(place === 0 ? "th" : "td", kind, cell);
        if (place === 0) made.scope = "col";
        row.appendChild(made);
      });
      made.appendChild(row);
    });
    return made;
  }

  AtlasPage.prototype.speak = function () {
    var on = document.body.classList.toggle("page-speaks");
    this.speech.setAttribute("aria-pressed", String(on));
  };

  AtlasPage.prototype.full = function () {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(function () { document.body.classList.toggle("page-play"); });
  };

  /* Search over names and aliases. */
  AtlasPage.prototype.addSearch = function () {
    var self = this, words = this.words, rows = [];
    var data = this.atlas.data;
    [data.counties].concat(data.layers).forEach(function (layer) {
      layer.features.concat(layer.unlocated).forEach(function (feature) {
        var also = "";
        (feature.f || []).forEach(function (fact) { if (fact[0] === words.aliases) also = fact[1]; });
        rows.push({ layer: layer, feature: feature, text: feature.n + (also ? "（" + also + "）" : ""), unlocated: layer.unlocated.indexOf(feature) >= 0 });
      });
    });
    var box = node("section", "page-search");
    var field = document.createElement("input");
    field.type = "search";
    field.placeholder = words.search;
    field.setAttribute("aria-label", words.search);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", "page-hits");
    field.autocomplete = "off";
    var hits = node("ul", "page-hits");
    hits.id = "page-hits";
    hits.setAttribute("role", "listbox");
    hits.hidden = true;
    function close() { hits.hidden = true; field.setAttribute("aria-expanded", "false"); }
    function take(row) { close(); field.value = row.feature.n; self.find(row); }
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      hits.textContent = "";
      if (!wanted) return close();
      var found = rows.filter(function (row) { return row.text.toLowerCase().indexOf(wanted) >= 0; });
      found.slice(0, 40).forEach(function (row) {
        var item = node("li", "");
        item.setAttribute("role", "option");
        var choice = button("", "", row.text, function () { take(row); });
        choice.appendChild(node("b", "", row.text));
        choice.appendChild(node("span", "", row.layer.n + (row.unlocated ? " · " + words.unlocated : "")));
        item.appendChild(choice);
        hits.appendChild(item);
      });
      if (!found.length) hits.appendChild(node("li", "page-small", words.nothing));
      else if (found.length > 40) hits.appendChild(node("li", "page-small", words.more.replace("{count}", found.length - 40)));
      hits.hidden = false;
      field.setAttribute("aria-expanded", "true");
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
      var first = hits.querySelector("button");
      if (first && event.key === "ArrowDown") { event.preventDefault(); first.focus(); }
      if (first && event.key === "Enter") first.click();
    });
    hits.addEventListener("keydown", function (event) {
      var all = Array.prototype.slice.call(hits.querySelectorAll("button"));
      var place = all.indexOf(document.activeElement);
      if (event.key === "Escape") { close(); field.focus(); }
      if (event.key === "ArrowDown" && all[place + 1]) { event.preventDefault(); all[place + 1].focus(); }
      if (event.key === "ArrowUp") { event.preventDefault(); (all[place - 1] || field).focus(); }
    });
    box.appendChild(field);
    box.appendChild(hits);
    this.facts = node("div", "page-facts");
    box.appendChild(this.facts);
    this.side.insertBefore(box, this.side.firstChild);
  };

  /* Show a feature that was searched for: its layer, its place, its facts. */
  AtlasPage.prototype.find = function (row) {
    var base = row.layer === this.atlas.data.counties;
    var shown = this.shown();
    if (!base && shown.indexOf(row.layer.id) < 0) this.show(shown.concat([row.layer.id]));
    if (!row.unlocated) this.atlas.select(row.layer.id + "/" + row.feature.id, ++this.flown);
    this.facts.textContent = "";
    var self = this;
    this.facts.appendChild(button("page-close", "×", this.words.close, function () { self.facts.textContent = ""; }));
    this.facts.appendChild(node("h3", "", row.feature.n));
    if (row.unlocated) this.facts.appendChild(node("p", "page-small", this.words.unlocated));
    var list = node("dl", "");
    (row.feature.f || []).concat([[this.words.source, row.feature.q]]).forEach(function (fact) {
      list.appendChild(node("dt", "", fact[0]));
      list.appendChild(node("dd", "", fact[1]));
    });
    this.facts.appendChild(list);
  };

  /* The layers, by theme. */
  AtlasPage.prototype.addLayers = function () {
    var self = this, words = this.words;
    var fold = node("details", "page-layers");
    fold.open = !this.about.steps.length;
    fold.appendChild(node("summary", "", words.layers));
    var both = node("p", "page-both");
    both.appendChild(button("page-all", words.all, words.all, function () {
      self.show(self.boxes.map(function (box) { return box.value; }));
    }));
    both.appendChild(button("page-none", words.none, words.none, function () { self.show([]); }));
    fold.appendChild(both);
    var themes = {};
    this.boxes = this.atlas.data.layers.map(function (layer) {
      var group = themes[layer.theme];
      if (!group) {
        group = themes[layer.theme] = node("fieldset", "");
        group.appendChild(node("legend", "", self.about.themes[layer.theme] || layer.theme));
        fold.appendChild(group);
      }
      var label = node("label", "");
      var box = document.createElement("input");
      box.type = "checkbox";
      box.value = layer.id;
      box.addEventListener("change", function () { self.show(self.shown()); });
      label.appendChild(box);
      label.appendChild(node("span", "", layer.n));
      var all = layer.features.length + layer.unlocated.length;
      label.appendChild(node("i", "", layer.features.length + "/" + all));
      label.title = layer.about;
      group.appendChild(label);
      return box;
    });
    this.atlas.on("show", function (event) {
      self.boxes.forEach(function (box) {
        box.checked = event.layers.some(function (layer) { return layer.id === box.value; });
      });
    });
    this.side.appendChild(fold);
  };

  AtlasPage.prototype.addButtons = function () {
    var self = this, words = this.words, tools = document.getElementById("page-tools");
    tools.appendChild(button("page-print", words.print, words.print, function () { global.print(); }));
    if (!this.about.steps.length) tools.appendChild(button("page-wide", words.full, words.full, function () { self.full(); }));
  };

  AtlasPage.prototype.listen = function () {
    var self = this, map = this.atlas.map, body = document.body;
    if (this.about.steps.length > 1) map.keyboard.disable();
    document.addEventListener("keydown", function (event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      var tag = event.target.tagName;
      if (tag === "INPUT" || tag === "TEXTAREA" || tag === "SELECT" || !self.about.steps.length) return;
      if (event.target.closest && event.target.closest(".page-hits")) return;
      var last = self.about.steps.length - 1;
      var to = { ArrowRight: self.at + 1, PageDown: self.at + 1, ArrowLeft: self.at - 1, PageUp: self.at - 1, Home: 0, End: last }[event.key];
      if (to !== undefined) { event.preventDefault(); self.go(to); }
      if (event.key === " " && (event.target === body || event.target === map.getContainer())) { event.preventDefault(); self.go(self.at + 1); }
      if (event.key === "f" || event.key === "F") self.full();
      if ((event.key === "n" || event.key === "N") && !self.speech.disabled) self.speak();
    });
    document.addEventListener("fullscreenchange", function () {
      body.classList.toggle("page-play", Boolean(document.fullscreenElement));
    });
    function refit() { map.invalidateSize({ animate: false }); self.fit(); }
    var wait = null;
    new ResizeObserver(function () { global.clearTimeout(wait); wait = global.setTimeout(refit, 60); }).observe(map.getContainer());
    /* On paper the map has the size that the style sheet gives it there, before the paper is laid out. */
    global.addEventListener("beforeprint", function () {
      body.classList.add("page-paper");
      document.querySelectorAll(".atlas-control details").forEach(function (fold) {
        if (!fold.closest(".atlas-layers")) fold.open = true;
      });
      refit();
    });
    global.addEventListener("afterprint", function () { body.classList.remove("page-paper"); refit(); });
  };

  global.AtlasPage = AtlasPage;
})(window);
