/* Draws a county plan atlas with Leaflet from one payload (see payload.py).
 * Used by the app and by the exported page alike.
 * Every string from data is set as text, never as HTML. Longitude comes first
 * in the payload; only here is it flipped for Leaflet.
 */
(function (global) {
  "use strict";

  function node(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function pathOptions(style, pane) {
    return {
      pane: pane,
      color: style.line,
      weight: style.line_width,
      opacity: 1,
      dashArray: style.dash || null,
      fill: style.symbol !== "line",
      fillColor: style.fill,
      fillOpacity: style.fill_opacity,
      lineCap: "round",
      radius: style.radius,
    };
  }

  /* A small picture of a style for the legend. */
  function swatch(style) {
    var ns = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(ns, "svg");
    svg.setAttribute("class", "atlas-swatch");
    svg.setAttribute("aria-hidden", "true");
    var size = style.symbol === "point" ? Math.max(18, 2 * style.radius + 4) : 18;
    svg.setAttribute("width", style.symbol === "line" ? 34 : Math.max(28, size));
    svg.setAttribute("height", size);
    var shape;
    if (style.symbol === "line") {
      shape = document.createElementNS(ns, "line");
      [["x1", 2], ["x2", 32], ["y1", size / 2], ["y2", size / 2]].forEach(function (p) { shape.setAttribute(p[0], p[1]); });
      shape.setAttribute("stroke-linecap", "round");
    } else if (style.symbol === "point") {
      shape = document.createElementNS(ns, "circle");
      shape.setAttribute("cx", Math.max(28, size) / 2);
      shape.setAttribute("cy", size / 2);
      shape.setAttribute("r", style.radius);
    } else {
      shape = document.createElementNS(ns, "rect");
      [["x", 3], ["y", 2], ["width", 22], ["height", 14], ["rx", style.symbol === "badge" ? 7 : 2]].forEach(function (p) {
        shape.setAttribute(p[0], p[1]);
      });
    }
    shape.setAttribute("fill", style.symbol === "line" ? "none" : style.fill);
    shape.setAttribute("fill-opacity", style.fill_opacity);
    shape.setAttribute("stroke", style.line);
    shape.setAttribute("stroke-width", style.line_width);
    if (style.dash) shape.setAttribute("stroke-dasharray", style.dash);
    svg.appendChild(shape);
    return svg;
  }

  /* A badge as the legend shows it, with the short name of its layer. */
  function sample(layer, style) {
    var badge = node("span", "atlas-badge", shortName(layer));
    badge.style.borderColor = badge.style.color = style.line;
    return badge;
  }

  /**
   * map: a Leaflet map. data: the payload. options.details: facts in pop-ups
   * and a layer list on the map (exported page); options.onSelect: called with
   * {kind, layer, id, county} when something is clicked (app).
   */
  function Atlas(map, data, options) {
    if (!(map instanceof L.Map)) map = L.map(map, { zoomSnap: 0.25 });
    this.map = map;
    this.data = data;
    this.options = options || {};
    this.opacity = {};
    this.groups = {};
    this.paths = {};
    this.tags = [];
    this.hidden = {};
    this.visible = [];
    this.selected = null;
    this.anchors = {};
    var self = this;
    data.anchors.forEach(function (a) { self.anchors[a.c] = a; });
    [["atlas-counties", 350], ["atlas-water", 370], ["atlas-areas", 390], ["atlas-lines", 410], ["atlas-points", 430]].forEach(function (p) {
      map.createPane(p[0]).style.zIndex = p[1];
    });
    map.attributionControl.setPrefix("");
    this.drawCounties();
    this.badges = L.layerGroup().addTo(map);
    this.addControls();
    this.fit();
    map.on("zoomend", function () { self.scaleLabels(); self.placeTags(); });
    this.scaleLabels();
  }

  /* Take the map off the page. */
  Atlas.prototype.remove = function () { this.map.remove(); };

  /* West, south, east, north of what is seen, in degrees. */
  Atlas.prototype.extent = function () {
    var b = this.map.getBounds();
    return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
  };

  /* Layer id to 0..1; layers that are not named are not changed by it, that is 1. */
  Atlas.prototype.setOpacity = function (opacity) {
    this.opacity = opacity || {};
    var self = this;
    Object.keys(this.paths).forEach(function (key) {
      var entry = self.paths[key];
      self.restyle(entry.layer, entry.style, key);
    });
  };

  /* Give the counties other colours and another legend: {n, legend, features: [{id, s}], styles}. */
  Atlas.prototype.setCounties = function (fill) {
    var text = JSON.stringify(fill);
    if (text === this.fillText) return;
    this.fillText = text;
    var self = this, base = this.data.counties, styles = this.data.styles, first = styles.length;
    this.data.styles = styles.concat(fill.styles);
    fill.features.forEach(function (f) {
      var key = base.id + "/" + f.id, entry = self.paths[key];
      if (!entry) return;
      entry.style = fill.styles[f.s];
      self.restyle(entry.layer, entry.style, key);
    });
    base.n = fill.n;
    base.legend = fill.legend.map(function (item) { return { n: item.n, s: item.s + first }; });
    this.drawLegend();
  };

  Atlas.prototype.fit = function () {
    var b = this.options.extent || this.data.bounds;
    var wide = this.map.getSize().x > 620;
    this.map.fitBounds([[b[1], b[0]], [b[3], b[2]]], {
      paddingTopLeft: [14, 14],
      paddingBottomRight: [wide ? 214 : 14, 34],
      animate: false,
    });
  };

  Atlas.prototype.shape = function (feature, layerId, pane) {
    var style = this.data.styles[feature.s];
    var options = pathOptions(style, pane);
    options.className = "atlas-feature";
    var geometry = this.data.geometries[feature.g];
    var made = L.geoJSON(geometry, {
      style: options,
      pointToLayer: function (_, at) { return L.circleMarker(at, options); },
    });
    var self = this;
    made.on("click", function (event) {
      L.DomEvent.stopPropagation(event);
      self.pick({ kind: "feature", layer: layerId, id: feature.id }, feature, event.latlng);
    });
    made.on("mouseover", function () { made.setStyle({ weight: style.line_width + 2 }); });
    made.on("mouseout", function () { self.restyle(made, self.paths[layerId + "/" + feature.id].style, layerId + "/" + feature.id); });
    made.bindTooltip(function () { return node("span", "atlas-tip", feature.n); }, { sticky: true });
    this.paths[layerId + "/" + feature.id] = { layer: made, style: style };
    if (feature.l) this.nameTag(made, feature, style);
    made.on("add", function () {
      made.eachLayer(function (path) {
        var element = path.getElement && path.getElement();
        if (!element) return;
        element.setAttribute("data-layer", layerId);
        element.setAttribute("data-id", feature.id);
        element.setAttribute("tabindex", "0");
        element.setAttribute("role", "button");
        element.setAttribute("aria-label", feature.n);
        element.addEventListener("keydown", function (event) {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          var centre = path.getBounds ? path.getBounds().getCenter() : path.getLatLng();
          self.pick({ kind: "feature", layer: layerId, id: feature.id }, feature, centre);
        });
      });
    });
    return made;
  };

  /* The short label of a feature, there as long as the feature is on the map. */
  Atlas.prototype.nameTag = function (made, feature, style) {
    var self = this;
    var tag = { spots: null, tooltip: null };
    made.on("add", function () {
      if (!tag.tooltip) {
        tag.spots = labelSpots(made.getLayers()[0], style);
        tag.tooltip = L.tooltip({ permanent: true, interactive: false, className: "atlas-name atlas-name-" + style.symbol });
        tag.tooltip.setContent(node("span", "", feature.l)).setLatLng(tag.spots[0].at);
      }
      tag.tooltip.addTo(self.map);
      self.tags.push(tag);
    });
    made.on("remove", function () {
      tag.tooltip.remove();
      self.tags.splice(self.tags.indexOf(tag), 1);
    });
  };

  /* Where a label may stand, best first: round a point, or along a line. */
  function labelSpots(path, style) {
    if (path.getLatLng) {
      var r = style.radius;
      var d = r * 0.75; // beside the circle at its corners
      return [
        ["bottom", [0, r]], ["top", [0, -r]], ["right", [r, 0]], ["left", [-r, 0]],
        ["right", [d, d]], ["left", [-d, d]], ["right", [d, -d]], ["left", [-d, -d]],
      ].map(function (d) {
        return { at: path.getLatLng(), direction: d[0], offset: d[1] };
      });
    }
    var points = path.getLatLngs();
    while (Array.isArray(points[0])) points = points[0];
    var spots = [];
    for (var i = 1; i < points.length; i++) {
      [0.5, 0.25, 0.75].forEach(function (part) {
        var from = points[i - 1], to = points[i];
        var at = L.latLng(from.lat + (to.lat - from.lat) * part, from.lng + (to.lng - from.lng) * part);
        spots.push({ at: at, direction: "center", offset: [0, 0] });
      });
    }
    return spots;
  }

  /* Put each label where it covers nothing; hide it if there is no such place at this zoom. */
  Atlas.prototype.placeTags = function () {
    var box = this.map.getContainer();
    var taken = Array.prototype.map.call(
      box.querySelectorAll(".atlas-label span, .atlas-badges, .atlas-control, .leaflet-control-zoom"),
      function (element) { return element.getBoundingClientRect(); }
    );
    function free(rect) {
      return taken.every(function (t) {
        return rect.right < t.left || rect.left > t.right || rect.bottom < t.top || rect.top > t.bottom;
      });
    }
    this.tags.forEach(function (tag) {
      var element = tag.tooltip.getElement();
      if (!element) return;
      var found = tag.spots.some(function (spot) {
        tag.tooltip.options.direction = spot.direction;
        tag.tooltip.options.offset = spot.offset;
        tag.tooltip.setLatLng(spot.at);
        return free(element.getBoundingClientRect());
      });
      element.style.visibility = found ? "visible" : "hidden";
      if (found) taken.push(element.getBoundingClientRect());
    });
  };

  Atlas.prototype.restyle = function (made, style, key) {
    var chosen = this.selected === key;
    var layer = key.slice(0, key.indexOf("/"));
    var part = layer in this.opacity ? this.opacity[layer] : 1;
    made.setStyle({
      weight: style.line_width + (chosen ? 2 : 0), color: chosen ? "#b91c1c" : style.line, opacity: part,
      fillColor: style.fill, fillOpacity: style.fill_opacity * part,
    });
  };

  Atlas.prototype.drawCounties = function () {
    var self = this;
    var layer = this.data.counties;
    layer.features.forEach(function (f) { self.shape(f, layer.id, "atlas-counties").addTo(self.map); });
    this.data.backdrop.features.forEach(function (f) {
      var options = pathOptions(self.data.styles[f.s], "atlas-water");
      options.interactive = false;
      L.geoJSON(self.data.geometries[f.g], { style: options, interactive: false }).addTo(self.map);
    });
    this.labels = this.data.anchors.map(function (a) {
      var icon = L.divIcon({ className: "atlas-label", html: node("span", "", a.n), iconSize: null });
      return L.marker([a.at[1], a.at[0]], { icon: icon, interactive: false, keyboard: false }).addTo(self.map);
    });
  };

  Atlas.prototype.scaleLabels = function () {
    this.map.getContainer().classList.toggle("atlas-far", this.map.getZoom() < 8);
  };

  Atlas.prototype.group = function (layer) {
    if (this.groups[layer.id]) return this.groups[layer.id];
    var self = this;
    var panes = { fill: "atlas-areas", line: "atlas-lines", point: "atlas-points" };
    var group = L.layerGroup();
    this.kept(layer).forEach(function (f) {
      var style = self.data.styles[f.s];
      if (style.symbol !== "badge") group.addLayer(self.shape(f, layer.id, panes[style.symbol]));
    });
    this.groups[layer.id] = group;
    return group;
  };

  /* Leave these features out until told otherwise. */
  Atlas.prototype.hide = function (ids) {
    var text = ids.join(" ");
    if (text === (this.hiddenText || "")) return;
    this.hiddenText = text;
    this.hidden = {};
    var self = this;
    ids.forEach(function (id) { self.hidden[id] = true; });
    Object.keys(this.groups).forEach(function (id) { self.groups[id].remove(); });
    this.groups = {};
  };

  /* The features of a layer that no filter takes away. */
  Atlas.prototype.kept = function (layer) {
    var hidden = this.hidden;
    return layer.features.filter(function (f) { return !hidden[f.id]; });
  };

  /* Show exactly these layers, in the order of the payload. */
  Atlas.prototype.show = function (ids) {
    var self = this;
    this.visible = this.data.layers.filter(function (l) { return ids.indexOf(l.id) >= 0; });
    this.data.layers.forEach(function (layer) {
      var on = ids.indexOf(layer.id) >= 0;
      if (on) self.group(layer).addTo(self.map);
      else if (self.groups[layer.id]) self.groups[layer.id].remove();
    });
    this.ticks.querySelectorAll("input").forEach(function (tick) { tick.checked = ids.indexOf(tick.value) >= 0; });
    this.drawBadges();
    this.drawLegend();
    this.placeTags();
    this.map.getContainer().setAttribute("data-visible", this.visible.map(function (l) { return l.id; }).join(" "));
  };

  Atlas.prototype.hasBadges = function (layer) {
    var styles = this.data.styles;
    return layer.features.some(function (f) { return styles[f.s].symbol === "badge"; });
  };

  /* What tells the badges of several layers apart: the first character of a Chinese title, else three letters. */
  function shortName(layer) {
    var plain = layer.n.replace(/[^\p{L}]/gu, "");
    return /^\p{Script=Han}/u.test(plain) ? plain.charAt(0) : plain.slice(0, 3);
  }

  /* One counted badge for each layer and county; badges of one county stand in a row. */
  Atlas.prototype.drawBadges = function () {
    var self = this, words = this.data.words;
    this.badges.clearLayers();
    var at = {};
    var several = this.visible.filter(function (l) { return self.hasBadges(l); }).length > 1;
    this.visible.forEach(function (layer) {
      var counts = {};
      var style = null;
      self.kept(layer).forEach(function (f) {
        var s = self.data.styles[f.s];
        if (s.symbol !== "badge") return;
        style = s;
        f.c.forEach(function (code) { (counts[code] = counts[code] || []).push(f); });
      });
      Object.keys(counts).forEach(function (code) {
        (at[code] = at[code] || []).push({ layer: layer, features: counts[code], style: style });
      });
    });
    Object.keys(at).forEach(function (code) {
      var anchor = self.anchors[code];
      if (!anchor) return;
      var row = node("div", "atlas-badges");
      at[code].forEach(function (entry) {
        var general = entry.features.filter(function (f) { return f.k; }).length;
        var stated = entry.features.length - general;
        var label = entry.layer.n + " · " + anchor.n + " · " + words["page.county_only"] + " " + stated +
          (general ? " + " + words["page.general"] + " " + general : "");
        var count = stated || !general ? String(stated) : "";
        var badge = node("button", "atlas-badge", (several ? shortName(entry.layer) + " " : "") + count);
        if (general) badge.appendChild(node("i", "", "+" + general));
        badge.type = "button";
        badge.title = label;
        badge.setAttribute("aria-label", label);
        badge.setAttribute("data-layer", entry.layer.id);
        badge.setAttribute("data-county", code);
        badge.style.borderColor = entry.style.line;
        badge.style.color = entry.style.line;
        L.DomEvent.disableClickPropagation(badge);
        badge.addEventListener("click", function () {
          self.pick({ kind: "badge", layer: entry.layer.id, county: code }, null, L.latLng(anchor.at[1], anchor.at[0]), entry);
        });
        row.appendChild(badge);
      });
      var icon = L.divIcon({ className: "atlas-badge-box", html: row, iconSize: null });
      self.badges.addLayer(L.marker([anchor.at[1], anchor.at[0]], { icon: icon, keyboard: false, bubblingMouseEvents: false }));
    });
  };

  /* Mark a feature ("layer/id"); a new number in fly also moves the map to it, or to its county. */
  Atlas.prototype.select = function (key, fly) {
    var old = this.selected;
    if (key && fly && fly !== this.flown) {
      this.flown = fly;
      this.flyTo(key);
    }
    this.selected = key;
    var self = this;
    [old, key].forEach(function (k) {
      var entry = k && self.paths[k];
      if (entry) self.restyle(entry.layer, entry.style, k);
      if (entry && k === key) entry.layer.bringToFront();
    });
  };

  Atlas.prototype.flyTo = function (key) {
    var entry = this.paths[key];
    var bounds = entry && entry.layer.getBounds();
    if (bounds && bounds.isValid()) {
      this.map.fitBounds(bounds, { maxZoom: 10, padding: [60, 60], animate: false });
      return;
    }
    var all = [this.data.counties].concat(this.data.layers);
    var self = this;
    all.forEach(function (layer) {
      layer.features.forEach(function (f) {
        var anchor = layer.id + "/" + f.id === key && self.anchors[f.c[0]];
        if (anchor) self.map.setView([anchor.at[1], anchor.at[0]], 10, { animate: false });
      });
    });
  };

  Atlas.prototype.pick = function (what, feature, at, badge) {
    this.select(what.id ? what.layer + "/" + what.id : null);
    if (this.options.details) this.popup(feature, at, badge);
    if (this.options.onSelect) this.options.onSelect(what);
  };

  function factList(feature, words) {
    var list = node("dl", "atlas-facts");
    (feature.f || []).forEach(function (fact) {
      list.appendChild(node("dt", "", fact[0]));
      list.appendChild(node("dd", "", fact[1]));
    });
    list.appendChild(node("dt", "", words["page.source"]));
    list.appendChild(node("dd", "atlas-cite", feature.q));
    return list;
  }

  function folded(feature, words) {
    var item = node("details", "atlas-item");
    item.appendChild(node("summary", "", feature.n));
    item.appendChild(factList(feature, words));
    return item;
  }

  Atlas.prototype.popup = function (feature, at, badge) {
    var words = this.data.words;
    var box = node("div", "atlas-popup");
    if (badge) {
      box.appendChild(node("h3", "", badge.layer.n));
      box.appendChild(node("p", "atlas-hint", words["page.county_only"] + "：" + badge.features.length));
      badge.features.forEach(function (f) { box.appendChild(folded(f, words)); });
    } else {
      box.appendChild(node("h3", "", feature.n));
      box.appendChild(factList(feature, words));
    }
    L.popup({ maxWidth: 380, maxHeight: 320 }).setLatLng(at).setContent(box).openOn(this.map);
  };

  function control(position, className, build) {
    var made = new L.Control({ position: position });
    made.onAdd = function () {
      var box = node("div", "atlas-control " + className);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      build(box);
      return box;
    };
    return made;
  }

  Atlas.prototype.addControls = function () {
    var self = this, data = this.data, words = data.words, map = this.map;
    control("topleft", "atlas-north", function (box) {
      var ns = "http://www.w3.org/2000/svg";
      var svg = document.createElementNS(ns, "svg");
      svg.setAttribute("width", 18); svg.setAttribute("height", 22); svg.setAttribute("viewBox", "0 0 18 22");
      var arrow = document.createElementNS(ns, "path");
      arrow.setAttribute("d", "M9 1 L15 20 L9 16 L3 20 Z");
      svg.appendChild(arrow);
      box.appendChild(svg);
      box.appendChild(node("span", "", words["page.north"]));
    }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    if (data.headlines.length) {
      control("topright", "atlas-targets", function (box) {
        var fold = node("details", "");
        fold.open = map.getSize().x > 620;
        fold.appendChild(node("summary", "", words["page.targets"]));
        data.headlines.forEach(function (h) {
          var row = node("div", "atlas-target");
          row.title = h.q;
          row.appendChild(node("span", "", h.n));
          row.appendChild(node("b", "", h.v));
          fold.appendChild(row);
        });
        box.appendChild(fold);
      }).addTo(map);
    }
    this.addLayerList();
    control("bottomright", "atlas-legend", function (box) { self.legend = box; }).addTo(map);
    this.drawLegend();
    map.attributionControl.addAttribution(node("span", "", data.notes.join(" ｜ ")).innerHTML);
  };

  /* The layers of the map, to be switched on the map itself. */
  Atlas.prototype.addLayerList = function () {
    var self = this, words = this.data.words;
    control("topright", "atlas-layers", function (box) {
      var fold = node("details", "");
      fold.appendChild(node("summary", "", words["page.layers"]));
      self.data.layers.forEach(function (layer) {
        var label = node("label", "");
        var tick = document.createElement("input");
        tick.type = "checkbox";
        tick.value = layer.id;
        tick.checked = self.data.visible.indexOf(layer.id) >= 0;
        tick.addEventListener("change", function () {
          var ticked = Array.prototype.filter.call(box.querySelectorAll("input"), function (i) { return i.checked; });
          self.show(ticked.map(function (i) { return i.value; }));
          if (self.options.onToggle) self.options.onToggle(layer.id, tick.checked);
        });
        label.appendChild(tick);
        label.appendChild(node("span", "", layer.n));
        label.title = layer.about;
        fold.appendChild(label);
      });
      box.appendChild(fold);
      self.ticks = box;
    }).addTo(this.map);
  };

  Atlas.prototype.drawLegend = function () {
    if (!this.legend) return;
    var self = this, data = this.data, words = data.words;
    var open = this.legend.firstChild ? this.legend.firstChild.open : this.map.getSize().x > 620;
    this.legend.textContent = "";
    var fold = node("details", "");
    fold.open = open;
    fold.appendChild(node("summary", "", words["page.legend"]));
    var several = this.visible.filter(function (l) { return self.hasBadges(l); }).length > 1;
    [data.counties].concat(this.visible).forEach(function (layer) {
      var part = node("section", "");
      var counts = layer === data.counties ? "" : words["page.drawn"] + " " + self.kept(layer).length +
        (layer.missing ? " · " + words["page.unlocated"] + " " + layer.missing : "");
      part.appendChild(node("h4", "", layer.n));
      if (counts) part.appendChild(node("p", "atlas-hint", counts));
      layer.legend.forEach(function (item) {
        var row = node("div", "atlas-legend-row");
        var look = data.styles[item.s];
        row.appendChild(look.symbol === "badge" && several ? sample(layer, look) : swatch(look));
        row.appendChild(node("span", "", item.n));
        part.appendChild(row);
      });
      if (self.options.details && layer.unlocated.length) {
        var list = node("details", "atlas-item");
        list.appendChild(node("summary", "", words["page.unlocated"] + " " + words["page.list"]));
        layer.unlocated.forEach(function (f) { list.appendChild(folded(f, words)); });
        part.appendChild(list);
      }
      fold.appendChild(part);
    });
    this.legend.appendChild(fold);
  };

  global.Atlas = Atlas;
})(window);
