/* Features as paths: drawn once, shown and hidden by layer, reached by mouse, finger and keyboard. */
(function (Atlas) {
  "use strict";

  var PANE = { fill: "atlas-areas", line: "atlas-lines", point: "atlas-points" };
  var SELECTED = "#b91c1c";
  var ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  Atlas.prototype.drawCounties = function () {
    var base = this.data.counties;
    base.features.forEach(function (f) {
      if (f.g !== undefined) this.feature(f, base, "atlas-counties").addTo(this.map);
    }, this);
    this.data.backdrop.features.forEach(function (f) {
      var options = L.extend(Atlas.pathOptions(this.data.styles[f.s], "atlas-water"), { interactive: false });
      L.geoJSON(this.data.geometries[f.g], { style: options, interactive: false }).addTo(this.map);
    }, this);
  };

  /* A layer as a group, made at its first use. */
  Atlas.prototype.group = function (layer) {
    if (this.groups[layer.id]) return this.groups[layer.id];
    var group = L.layerGroup();
    this.kept(layer).forEach(function (f) {
      var style = this.data.styles[f.s];
      if (f.g !== undefined && style.symbol !== "badge") group.addLayer(this.feature(f, layer, PANE[style.symbol]));
    }, this);
    this.groups[layer.id] = group;
    return group;
  };

  Atlas.prototype.feature = function (feature, layer, pane) {
    var self = this, key = layer.id + "/" + feature.id, style = this.data.styles[feature.s];
    var options = L.extend(Atlas.pathOptions(style, pane), { className: "atlas-feature", bubblingMouseEvents: true });
    var made = L.geoJSON(this.data.geometries[feature.g], {
      style: options,
      pointToLayer: function (_, at) { return self.pointMarker(at, style, options); },
    });
    this.paths[key] = { layer: made, style: style, feature: feature, of: layer };
    this.restyle(key);
    made.on("mouseover", function () { self.restyle(key, true); });
    made.on("mouseout", function () { self.restyle(key); });
    made.bindTooltip(function () { return Atlas.dom.node("span", "atlas-tip", self.said(self.paths[key])); }, { sticky: true });
    made.on("add", function () {
      made.eachLayer(function (path) { self.reach(path, key); });
    });
    return made;
  };

  /* The element of a path says what it is and can be reached by keyboard. One of them is on the way of the tab key, the
   * arrows lead from it to the others. */
  Atlas.prototype.reach = function (path, key) {
    var self = this, entry = this.paths[key], element = path.getElement && path.getElement();
    if (!element || element.hasAttribute("data-id")) return;
    element.setAttribute("data-layer", entry.of.id);
    element.setAttribute("data-id", entry.feature.id);
    element.setAttribute("tabindex", this.map.getContainer().querySelector(".atlas-feature[tabindex='0']") ? "-1" : "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", this.said(entry));
    element.addEventListener("focus", function () {
      self.map.getContainer().querySelectorAll(".atlas-feature[tabindex='0']").forEach(function (other) {
        other.setAttribute("tabindex", "-1");
      });
      element.setAttribute("tabindex", "0");
    });
    element.addEventListener("keydown", function (event) {
      var towards = ARROWS[event.key];
      if (towards) self.roam(element, towards);
      else if (event.key === "Enter" || event.key === " ") {
        self.pickFeature(key, path.getBounds ? path.getBounds().getCenter() : path.getLatLng());
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  };

  /* The name of a feature, and of a county the figure behind its colour. */
  Atlas.prototype.said = function (entry) { return entry.feature.n + (entry.figure ? " · " + entry.figure : ""); };

  Atlas.prototype.say = function (entry, figure) {
    var self = this;
    entry.figure = figure;
    entry.layer.eachLayer(function (path) {
      var element = path.getElement && path.getElement();
      if (element) element.setAttribute("aria-label", self.said(entry));
    });
  };

  function middle(element) {
    var r = element.getBoundingClientRect();
    return [r.left + r.width / 2, r.top + r.height / 2];
  }

  /* From a feature to the nearest one in a direction; what lies aside counts as further away. */
  Atlas.prototype.roam = function (element, towards) {
    var from = middle(element), best = null, least = Infinity;
    this.map.getContainer().querySelectorAll(".atlas-feature[data-id]").forEach(function (other) {
      var to = middle(other), dx = to[0] - from[0], dy = to[1] - from[1];
      var ahead = dx * towards[0] + dy * towards[1], aside = Math.abs(dx * towards[1]) + Math.abs(dy * towards[0]);
      if (other === element || ahead < 1 || ahead + 2 * aside >= least) return;
      best = other;
      least = ahead + 2 * aside;
    });
    if (!best) return;
    var bounds = this.paths[best.getAttribute("data-layer") + "/" + best.getAttribute("data-id")].layer.getBounds();
    best.focus({ preventScroll: true });
    this.map.panInside(bounds.getCenter(), { padding: [40, 40], animate: false });
  };

  /* The feature on the way of the tab key may have gone with its layer. */
  Atlas.prototype.keepReachable = function () {
    var box = this.map.getContainer(), first = box.querySelector(".atlas-feature[data-id]");
    if (first && !box.querySelector(".atlas-feature[tabindex='0']")) first.setAttribute("tabindex", "0");
  };

  /* A path as its style, the layer's opacity, the selection and the mouse want it. */
  Atlas.prototype.restyle = function (key, hovered) {
    var entry = this.paths[key];
    if (!entry) return;
    var style = entry.style, part = this.opacityOf(entry.of.id), chosen = this.selected === key || this.marked.indexOf(key) >= 0;
    entry.layer.setStyle({
      weight: style.line_width + (chosen ? 2 : 0) + (hovered ? 1.5 : 0),
      color: chosen ? SELECTED : style.line,
      opacity: chosen ? 1 : part,
      fillColor: style.fill,
      fillOpacity: Math.min(1, style.fill_opacity * part + (hovered && style.symbol === "fill" ? 0.12 : 0)),
    });
  };
})(window.Atlas);
