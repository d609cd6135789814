/* Features as paths: drawn once, shown and hidden by layer, reached by mouse, finger and keyboard. */
(function (Atlas) {
  "use strict";

  var PANE = { fill: "atlas-areas", line: "atlas-lines", point: "atlas-points" };
  var SELECTED = "#b91c1c";

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
    made.bindTooltip(function () { return Atlas.dom.node("span", "atlas-tip", feature.n); }, { sticky: true });
    made.on("add", function () {
      made.eachLayer(function (path) { self.reach(path, key); });
    });
    return made;
  };

  /* The element of a path says what it is and can be reached by keyboard. */
  Atlas.prototype.reach = function (path, key) {
    var self = this, entry = this.paths[key], element = path.getElement && path.getElement();
    if (!element || element.hasAttribute("data-id")) return;
    element.setAttribute("data-layer", entry.of.id);
    element.setAttribute("data-id", entry.feature.id);
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", entry.feature.n);
    element.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      self.pickFeature(key, path.getBounds ? path.getBounds().getCenter() : path.getLatLng());
    });
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
