/* The legend follows what is shown: the layers that were chosen first, the counties' colours last. */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, button = Atlas.dom.button, picture = Atlas.dom.picture;
  var CROSS = ["M4 4 L12 12", "M12 4 L4 12"];
  var SHORT = 6; // characters of a Chinese label that leave room for two in a row

  Atlas.prototype.addLegend = function () {
    var self = this;
    Atlas.dom.control("bottomright", "atlas-control atlas-legend", function (box) {
      var fold = node("details", "");
      fold.open = self.wide();
      fold.appendChild(node("summary", "", self.word("page.legend")));
      self.legend = fold.appendChild(node("div", "atlas-scroll"));
      self.legend.tabIndex = 0; // what scrolls must be reached by keyboard
      self.legend.setAttribute("role", "group");
      self.legend.setAttribute("aria-label", self.word("page.legend"));
      fold.addEventListener("toggle", function () { self.foldOthers(fold); self.fitBoxes(); self.placeLabels(); });
      box.appendChild(fold);
    }).addTo(this.map);
    this.on("show counties opacity", this.drawLegend, this);
    this.drawLegend();
  };

  Atlas.prototype.drawLegend = function () {
    this.legend.textContent = "";
    this.visible.slice().reverse().forEach(function (layer) { this.legend.appendChild(this.legendOf(layer)); }, this);
    if (this.shared) {
      var row = node("div", "atlas-legend-row"), sample = node("span", "atlas-badge atlas-badge-shared", "n");
      row.appendChild(sample);
      row.appendChild(node("span", "", this.word("page.shared_badge")));
      this.legend.appendChild(row);
    }
    this.legend.appendChild(this.legendOf(this.data.counties));
    this.fitBoxes();
  };

  /* What of a layer is on the map and what is not: never nothing without saying so. */
  Atlas.prototype.countsOf = function (layer) {
    var drawn = this.kept(layer).length, all = layer.features.length, parts = [];
    if (drawn < all) parts.push(this.word("page.kept", { count: drawn, all: all }));
    else parts.push(drawn ? this.word("page.drawn") + " " + drawn : this.word("page.none_drawn"));
    var missing = layer.id in this.missing ? this.missing[layer.id] : layer.missing;
    if (missing) parts.push(this.word("page.unlocated") + " " + missing);
    return parts.join(" · ");
  };

  Atlas.prototype.legendOf = function (layer) {
    var self = this, counties = layer === this.data.counties, several = this.severalBadges();
    var part = node("section", ""), head = node("div", "atlas-legend-head");
    head.appendChild(node("h4", "", layer.n));
    if (!counties) {
      var off = button("atlas-off", this.word("page.hide", { layer: layer.n }), picture(CROSS));
      off.addEventListener("click", function () { self.toggle(layer.id, false); });
      head.appendChild(off);
    }
    part.appendChild(head);
    if (!counties) part.appendChild(node("p", "atlas-hint", this.countsOf(layer)));
    var rows = node("div", "atlas-legend-rows");
    if (counties && layer.legend.every(function (item) { return item.n.length <= SHORT && /^\p{Script=Han}/u.test(item.n); })) {
      rows.classList.add("atlas-two");
    }
    if (!counties && layer.features.length && !this.kept(layer).length) return part; // nothing of it is on the map
    layer.legend.forEach(function (item) {
      var row = node("div", "atlas-legend-row"), look = self.data.styles[item.s];
      row.appendChild(look.symbol === "badge" && several ? self.badgeSample(layer, look) : self.swatch(look));
      row.appendChild(node("span", "", item.n));
      rows.appendChild(row);
    });
    part.appendChild(rows);
    if (this.options.details && layer.unlocated.length) {
      var list = node("details", "atlas-item");
      list.appendChild(node("summary", "", this.word("page.unlocated") + " " + this.word("page.list")));
      layer.unlocated.forEach(function (f) { list.appendChild(self.folded(f)); });
      part.appendChild(list);
    }
    return part;
  };
})(window.Atlas);
