/* A county plan atlas on a Leaflet map, drawn from one payload (see payload.py); in the app and in the
 * exported page alike. This file holds what others may call; the files beside it hold the parts.
 *
 *   new Atlas(map, payload, options)   map: a Leaflet map, or the element to make one in
 *     options.details                  facts in pop-ups (exported page); else they stay with the app
 *     options.extent                   [west, south, east, north] to open at; the whole city without
 *     options.controls                 names of the boxes on the map, all without: north, scale, home,
 *                                      measure, targets, layers, legend
 *     options.onSelect(what)           something was clicked: {kind: "feature", layer, id} or
 *                                      {kind: "badge", layer, county}
 *     options.onToggle(layer, on)      a layer was switched on the map itself
 *     options.onKeep(extent)           the planner wants to keep what is seen; without, no such button
 *     options.onHome()                 the planner went back to the whole city
 *   .show(ids)                         exactly these layers
 *   .hide(featureIds, {layer: count})  without these features; how many are not mapped, where a filter tells
 *   .select("layer/id" or null, fly)   mark a feature, or the counties of one that has no place of its own; a new
 *                                      number in fly moves the map there
 *   .setOpacity({layer: 0..1})         layers that are not named are opaque
 *   .setCounties(fill)                 other colours for the counties (payload.build_counties)
 *   .fitBounds(bounds)  .home()        a part of the map; the whole city
 *   .fit()                             options.extent, else the whole city
 *   .placeLabels()                     anew, after the map or a box changed its size
 *   .extent()                          [west, south, east, north] of what is seen
 *   .remove()
 *   .on(event, callback)               "show" {layers}, "select" {what}, "counties", "opacity"
 *
 * Every string from data is set as text, never as HTML. Longitude comes first in the payload; only the
 * drawing flips it for Leaflet.
 */
(function (global) {
  "use strict";

  var PANES = { "atlas-counties": 350, "atlas-water": 370, "atlas-areas": 390, "atlas-lines": 410, "atlas-points": 430 };
  var WIDE = 620; // pixels; a narrower map folds its boxes

  function Atlas(map, data, options) {
    this.options = options || {};
    this.calm = global.matchMedia && global.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!(map instanceof L.Map)) {
      map = L.map(map, { zoomSnap: 0.25, zoomControl: false, zoomAnimation: !this.calm, fadeAnimation: false, inertia: !this.calm });
    } else if (map.zoomControl) {
      map.zoomControl.remove(); // ours speaks the language of the page
    }
    this.map = map;
    this.data = data;
    this.words = data.words;
    this.visible = []; // layers of the payload that are shown
    this.hidden = {}; // ids of features that are left out
    this.missing = {}; // layer -> how many are not mapped, where a filter tells
    this.opacity = {};
    this.selected = null;
    this.marked = []; // keys of the counties of what is selected, if it has no place of its own
    this.groups = {};
    this.paths = {}; // "layer/id" -> {layer, style, feature}
    this.anchors = {};
    data.anchors.forEach(function (a) { this.anchors[a.c] = a; }, this);
    Object.keys(PANES).forEach(function (name) { map.createPane(name).style.zIndex = PANES[name]; });
    map.attributionControl.setPrefix("");
    var box = map.getContainer();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", this.word("page.map", { title: data.title }));
    this.home();
    this.fit();
    this.drawCounties();
    this.startLabels();
    this.startBadges();
    this.startPicking();
    this.addControls();
  }
  L.extend(Atlas.prototype, L.Evented.prototype);

  /* A word of the page; {name} in it is replaced by the value of that name. */
  Atlas.prototype.word = function (key, values) {
    return (this.words[key] || "").replace(/\{(\w+)\}/g, function (all, name) {
      return values && name in values ? String(values[name]) : all;
    });
  };

  Atlas.prototype.wide = function () { return this.map.getSize().x > WIDE; };

  Atlas.prototype.remove = function () { this.map.remove(); };

  Atlas.prototype.extent = function () {
    var b = this.map.getBounds();
    return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
  };

  Atlas.prototype.fitBounds = function (bounds, padding) {
    var map = this.map, snap = map.options.zoomSnap;
    map.options.zoomSnap = padding ? snap : 0; // a remembered view comes back as it was
    map.fitBounds([[bounds[1], bounds[0]], [bounds[3], bounds[2]]], L.extend({ animate: false }, padding));
    map.options.zoomSnap = snap;
  };

  Atlas.prototype.home = function () {
    this.fitBounds(this.data.bounds, {
      paddingTopLeft: [this.wide() ? 44 : 8, 12],
      paddingBottomRight: [this.wide() ? 206 : 8, this.wide() ? 44 : 64],
    });
    this.homeZoom = this.map.getZoom();
  };

  /* Back to what options say: their extent, else the whole city. */
  Atlas.prototype.fit = function () {
    if (this.options.extent) this.fitBounds(this.options.extent);
    else this.home();
  };

  Atlas.prototype.has = function (name) {
    return !this.options.controls || this.options.controls.indexOf(name) >= 0;
  };

  /* The features of a layer that no filter takes away. */
  Atlas.prototype.kept = function (layer) {
    var hidden = this.hidden;
    return layer.features.filter(function (f) { return !hidden[f.id]; });
  };

  Atlas.prototype.hide = function (ids, missing) {
    var text = ids.join(" ") + JSON.stringify(missing || {});
    if (text === (this.hiddenText || "{}")) return;
    this.hiddenText = text;
    this.missing = missing || {};
    this.hidden = {};
    ids.forEach(function (id) { this.hidden[id] = true; }, this);
    Object.keys(this.groups).forEach(function (id) { this.groups[id].remove(); }, this);
    this.groups = {};
    this.shown = null;
  };

  /* Layers are drawn in the order of the payload. */
  Atlas.prototype.show = function (ids) {
    var wanted = this.data.layers.filter(function (l) { return ids.indexOf(l.id) >= 0; });
    var text = wanted.map(function (l) { return l.id; }).join(" ");
    this.shown = text;
    this.visible = wanted;
    this.data.layers.forEach(function (layer) {
      if (wanted.indexOf(layer) >= 0) this.group(layer).addTo(this.map);
      else if (this.groups[layer.id]) this.groups[layer.id].remove();
    }, this);
    this.drawBadges();
    this.keepReachable();
    this.map.getContainer().setAttribute("data-visible", text);
    this.fire("show", { layers: wanted });
    this.placeLabels();
  };

  /* A layer was switched on the map: at once here, then told. */
  Atlas.prototype.toggle = function (id, on) {
    var ids = this.visible.map(function (l) { return l.id; }).filter(function (other) { return other !== id; });
    this.show(on ? ids.concat([id]) : ids);
    if (this.options.onToggle) this.options.onToggle(id, on);
  };

  Atlas.prototype.setOpacity = function (opacity) {
    var text = JSON.stringify(opacity || {});
    if (text === (this.opacityText || "{}")) return;
    this.opacityText = text;
    this.opacity = opacity || {};
    Object.keys(this.paths).forEach(function (key) { this.restyle(key); }, this);
    this.drawBadges();
    this.fire("opacity");
    this.placeLabels();
  };

  Atlas.prototype.opacityOf = function (layerId) { return layerId in this.opacity ? this.opacity[layerId] : 1; };

  Atlas.prototype.setCounties = function (fill) {
    var text = JSON.stringify(fill);
    if (text === this.fillText) return;
    this.fillText = text;
    var base = this.data.counties, first = this.data.styles.length;
    this.data.styles = this.data.styles.concat(fill.styles);
    fill.features.forEach(function (f) {
      var entry = this.paths[base.id + "/" + f.id];
      if (!entry) return;
      entry.style = fill.styles[f.s];
      this.say(entry, f.v);
      this.restyle(base.id + "/" + f.id);
    }, this);
    base.n = fill.n;
    base.legend = fill.legend.map(function (item) { return { n: item.n, s: item.s + first }; });
    this.fire("counties");
  };

  Atlas.prototype.select = function (key, fly) {
    var old = this.selected, marked = this.marked;
    this.selected = key || null;
    this.marked = key && !this.paths[key] ? this.countiesOf(key) : [];
    if (old) this.restyle(old);
    marked.concat(this.marked).forEach(function (county) { this.restyle(county); }, this);
    if (key) {
      this.restyle(key);
      this.marked.concat(key).forEach(function (one) { if (this.paths[one]) this.paths[one].layer.bringToFront(); }, this);
      if (fly && fly !== this.flown) this.flyTo(key);
    }
    this.flown = fly || this.flown;
    if (old !== this.selected) this.placeLabels();
  };

  /* The counties of a feature that has no place of its own, as keys of their paths. */
  Atlas.prototype.countiesOf = function (key) {
    var base = this.data.counties, codes = [];
    this.data.layers.forEach(function (layer) {
      layer.features.forEach(function (f) { if (layer.id + "/" + f.id === key) codes = f.c; });
    });
    return base.features.filter(function (f) { return codes.indexOf(f.c[0]) >= 0; })
      .map(function (f) { return base.id + "/" + f.id; });
  };

  Atlas.prototype.flyTo = function (key) {
    var bounds = L.latLngBounds([]);
    (this.paths[key] ? [key] : this.countiesOf(key)).forEach(function (one) {
      if (this.paths[one]) bounds.extend(this.paths[one].layer.getBounds());
    }, this);
    if (bounds.isValid()) this.map.fitBounds(bounds, { maxZoom: 10, padding: [60, 60], animate: false });
  };

  global.Atlas = Atlas;
})(window);
