/* A click picks what is under it; where several features lie, it lists them first. */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, button = Atlas.dom.button;
  var NEAR = 5, NEAR_FINGER = 12; // pixels round a click that count where nothing is under it but a county

  Atlas.prototype.startPicking = function () {
    var self = this;
    this.map.on("click", function (event) {
      if (self.measuring) return;
      var source = event.originalEvent;
      self.pickAt(source.clientX, source.clientY, event.latlng, source.pointerType === "touch" ? NEAR_FINGER : NEAR);
    });
  };

  function keysAt(x, y) {
    return document.elementsFromPoint(x, y)
      .filter(function (element) { return element.classList.contains("atlas-feature"); })
      .map(function (element) { return element.getAttribute("data-layer") + "/" + element.getAttribute("data-id"); });
  }

  function unique(list) { return list.filter(function (item, n) { return list.indexOf(item) === n; }); }

  Atlas.prototype.pickAt = function (x, y, latlng, near) {
    var self = this, base = this.data.counties.id + "/";
    function isCounty(key) { return key.indexOf(base) === 0; }
    var hit = unique(keysAt(x, y));
    if (hit.every(isCounty)) {
      var round = [];
      for (var turn = 0; turn < 8; turn++) {
        round = round.concat(keysAt(x + near * Math.cos(turn * Math.PI / 4), y + near * Math.sin(turn * Math.PI / 4)));
      }
      hit = unique(round.filter(function (key) { return !isCounty(key); }).concat(hit));
    }
    var features = hit.filter(function (key) { return !isCounty(key); });
    if (features.length > 1) {
      this.offer(this.word("page.several", { count: hit.length }), hit.map(function (key) {
        var entry = self.paths[key];
        return { text: entry.feature.n, hint: entry.of.n, style: entry.style, pick: function () { self.pickFeature(key, latlng); } };
      }), latlng);
    } else if (hit.length) {
      this.pickFeature(features[0] || hit[0], latlng);
    }
  };

  Atlas.prototype.pickFeature = function (key, latlng) {
    var entry = this.paths[key], what = { kind: "feature", layer: entry.of.id, id: entry.feature.id };
    this.map.closePopup();
    this.select(key);
    if (this.options.details) this.popup(entry.feature.n, [this.factList(entry.feature)], latlng);
    this.fire("select", { what: what });
    if (this.options.onSelect) this.options.onSelect(what);
  };

  /* A row that has no place of its own: its counties are marked. */
  Atlas.prototype.pickRow = function (layer, feature, anchor) {
    var what = { kind: "feature", layer: layer.id, id: feature.id };
    this.map.closePopup();
    this.select(layer.id + "/" + feature.id);
    if (this.options.details) this.popup(feature.n, [this.factList(feature)], L.latLng(anchor.at[1], anchor.at[0]));
    this.fire("select", { what: what });
    if (this.options.onSelect) this.options.onSelect(what);
  };

  Atlas.prototype.pickBadge = function (entry, anchor) {
    var what = { kind: "badge", layer: entry.layer.id, county: anchor.c }, self = this;
    this.map.closePopup();
    this.select(null);
    if (this.options.details) {
      var hint = node("p", "atlas-hint", this.word("page.county_only") + " " + entry.features.length);
      var items = entry.features.map(function (f) { return self.folded(f); });
      this.popup(entry.layer.n, [hint].concat(items), L.latLng(anchor.at[1], anchor.at[0]));
    }
    this.fire("select", { what: what });
    if (this.options.onSelect) this.options.onSelect(what);
  };

  /* A small list on the map: arrows move in it, Enter picks, Escape closes. */
  Atlas.prototype.offer = function (title, choices, latlng) {
    var self = this, map = this.map, box = node("div", "atlas-choices");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", title);
    box.appendChild(node("h3", "", title));
    var buttons = choices.map(function (choice) {
      var made = button("atlas-choice", choice.text + " · " + choice.hint, self.swatch(choice.style));
      made.removeAttribute("title");
      made.appendChild(node("span", "", choice.text));
      made.appendChild(node("small", "", choice.hint));
      made.addEventListener("click", function () { choice.pick(); map.getContainer().focus({ preventScroll: true }); });
      box.appendChild(made);
      return made;
    });
    box.addEventListener("keydown", function (event) {
      var here = buttons.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") { map.closePopup(); map.getContainer().focus({ preventScroll: true }); }
      if (step) buttons[(here + step + buttons.length) % buttons.length].focus();
      if (step || event.key === "Escape") { event.preventDefault(); event.stopPropagation(); }
    });
    this.openPopup(box, latlng);
    buttons[0].focus({ preventScroll: true });
  };

  Atlas.prototype.openPopup = function (box, latlng) {
    var size = this.map.getSize(), wide = this.wide();
    var popup = L.popup({
      maxWidth: Math.min(360, size.x - 40), minWidth: 150, maxHeight: Math.min(320, size.y - 90),
      autoPanPaddingTopLeft: [wide ? 54 : 12, 12], autoPanPaddingBottomRight: [wide ? 206 : 12, 44],
    });
    popup.setLatLng(latlng).setContent(box).openOn(this.map);
    var close = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) { close.setAttribute("aria-label", this.word("page.close")); close.title = this.word("page.close"); }
  };

  Atlas.prototype.popup = function (title, parts, latlng) {
    var box = node("div", "atlas-popup");
    box.appendChild(node("h3", "", title));
    parts.forEach(function (part) { box.appendChild(part); });
    this.openPopup(box, latlng);
  };

  Atlas.prototype.factList = function (feature) {
    var list = node("dl", "atlas-facts");
    (feature.f || []).forEach(function (fact) {
      list.appendChild(node("dt", "", fact[0]));
      list.appendChild(node("dd", "", fact[1]));
    });
    list.appendChild(node("dt", "", this.word("page.source")));
    list.appendChild(node("dd", "atlas-cite", feature.q));
    return list;
  };

  Atlas.prototype.folded = function (feature) {
    var item = node("details", "atlas-item");
    item.appendChild(node("summary", "", feature.n));
    item.appendChild(this.factList(feature));
    return item;
  };
})(window.Atlas);
