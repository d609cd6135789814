/* The boxes and buttons on the map: zoom and home, measuring, north, scale, targets, layers, notes. */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, button = Atlas.dom.button, picture = Atlas.dom.picture, control = Atlas.dom.control;
  var PLUS = ["M8 3 V13", "M3 8 H13"], MINUS = ["M3 8 H13"];
  var HOME = ["M2 8 L8 2 L14 8", "M4 7 V14 H12 V7"];
  var KEEP = ["M2 5 V2 H5", "M11 2 H14 V5", "M14 11 V14 H11", "M5 14 H2 V11", "M8 6 V10", "M6 8 H10"];
  var NORTH = ["M8 1 L13 14 L8 11 L3 14 Z"];

  Atlas.prototype.addControls = function () {
    this.addZoom();
    if (this.has("measure")) this.addMeasure();
    if (this.has("north")) this.addNorth();
    if (this.has("scale")) L.control.scale({ imperial: false, position: this.wide() ? "bottomleft" : "topleft" }).addTo(this.map);
    if (this.has("targets") && this.data.headlines.length) this.addTargets();
    if (this.has("layers")) this.addLayerList();
    this.addNotes();
    if (this.has("legend")) this.addLegend();
    this.map.on("resize", this.fitBoxes, this);
  };

  Atlas.prototype.addZoom = function () {
    var self = this, map = this.map;
    control("topleft", "leaflet-bar atlas-bar", function (box) {
      function add(key, paths, act, name) {
        var made = button(name, self.word(key), picture(paths));
        made.addEventListener("click", act);
        box.appendChild(made);
      }
      add("page.zoom_in", PLUS, function () { map.zoomIn(); }, "leaflet-control-zoom-in");
      add("page.zoom_out", MINUS, function () { map.zoomOut(); }, "leaflet-control-zoom-out");
      if (self.has("home")) add("page.home", HOME, function () {
        map.closePopup();
        self.home();
        if (self.options.onHome) self.options.onHome();
      }, "atlas-home");
      if (self.options.onKeep) add("page.keep", KEEP, function () { self.options.onKeep(self.extent()); }, "atlas-keep");
    }).addTo(map);
  };

  Atlas.prototype.addNorth = function () {
    var self = this;
    control("topleft", "atlas-control atlas-north", function (box) {
      box.appendChild(picture(NORTH));
      box.appendChild(node("span", "", self.word("page.north")));
    }).addTo(this.map);
  };

  Atlas.prototype.addTargets = function () {
    var self = this;
    control("topright", "atlas-control atlas-targets", function (box) {
      var fold = node("details", "");
      fold.open = self.options.details && self.wide(); // the app tells them beside the map
      fold.appendChild(node("summary", "", self.word("page.targets")));
      self.data.headlines.forEach(function (h) {
        var row = node("div", "atlas-target");
        row.title = h.q;
        row.appendChild(node("span", "", h.n));
        row.appendChild(node("b", "", h.v));
        fold.appendChild(row);
      });
      fold.addEventListener("toggle", function () { self.foldOthers(fold); self.fitBoxes(); self.placeLabels(); });
      box.appendChild(fold);
    }).addTo(this.map);
  };

  /* The layers of the map by theme, to be switched on the map itself; drawn when it is opened. */
  Atlas.prototype.addLayerList = function () {
    var self = this;
    control("topright", "atlas-control atlas-layers", function (box) {
      var fold = node("details", ""), list = node("div", "atlas-scroll");
      fold.appendChild(node("summary", "", self.word("page.layers")));
      fold.appendChild(list);
      function follow() {
        Array.prototype.forEach.call(list.querySelectorAll("input"), function (tick) {
          tick.checked = self.visible.some(function (layer) { return layer.id === tick.value; });
        });
      }
      self.data.layers.forEach(function (layer) {
        if (!layer.drawn && !layer.missing) return;
        var label = node("label", ""), tick = document.createElement("input");
        tick.type = "checkbox";
        tick.value = layer.id;
        tick.addEventListener("change", function () { self.toggle(layer.id, tick.checked); });
        label.appendChild(tick);
        label.appendChild(node("span", "", layer.n));
        label.title = layer.about;
        list.appendChild(label);
      });
      fold.addEventListener("toggle", function () { self.foldOthers(fold); self.fitBoxes(); self.placeLabels(); });
      self.on("show", follow);
      box.appendChild(fold);
    }).addTo(this.map);
  };

  Atlas.prototype.addNotes = function () {
    var words = node("span", "", this.data.notes.join(" ｜ "));
    this.map.attributionControl.addAttribution(words.innerHTML);
  };

  /* The boxes at the right do not fit one above the other: one is open at a time, and the one that made way comes back. */
  Atlas.prototype.foldOthers = function (fold) {
    var self = this, back = this.madeWay;
    var others = Array.prototype.filter.call(this.map.getContainer().querySelectorAll(".leaflet-right .atlas-control > details"), function (other) {
      return other !== fold && other.open;
    });
    if (fold.open) {
      others.forEach(function (other) { other.open = false; self.madeWay = other; });
    } else if (back && back !== fold && !others.length) {
      this.madeWay = null;
      back.open = true;
    }
  };

  /* The boxes at the right share the height: what is too long scrolls. */
  Atlas.prototype.fitBoxes = function () {
    var box = this.map.getContainer(), height = this.map.getSize().y;
    var top = box.querySelector(".leaflet-top.leaflet-right"), notes = box.querySelector(".leaflet-control-attribution");
    var lists = box.querySelector(".atlas-layers .atlas-scroll");
    if (lists) lists.style.maxHeight = Math.max(120, height * 0.5) + "px";
    if (!this.legend) return;
    var left = height - (top ? top.offsetHeight : 0) - (notes ? notes.offsetHeight : 0) - 64;
    this.legend.style.maxHeight = Math.max(120, left) + "px";
  };
})(window.Atlas);
