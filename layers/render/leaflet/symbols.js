/* How a style looks: path options, points of any shape, small pictures for the legend. */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, svg = Atlas.dom.svg;
  var SMALLEST = 4; // radius in pixels: nothing smaller can be clicked
  var SWATCH = 34; // pixels; pictures of the legend are as wide, so that its words stand in one column

  Atlas.pathOptions = function (style, pane) {
    return {
      pane: pane,
      color: style.line,
      weight: style.line_width,
      opacity: 1,
      dashArray: style.dash || null,
      fill: style.symbol !== "line",
      fillColor: style.fill,
      fillOpacity: style.fill_opacity,
      lineCap: style.dash ? "butt" : "round",
      radius: Math.max(SMALLEST, style.radius),
    };
  };

  /* A circle marker that may have any outline: the path of a box from -1 to 1, as large as the circle. */
  var ShapeMarker = L.CircleMarker.extend({
    _updatePath: function () {
      if (!this.options.outline) {
        L.CircleMarker.prototype._updatePath.call(this);
        return;
      }
      this._renderer._setPath(this, this.options.outline);
      this._path.setAttribute("transform", "translate(" + this._point.x + "," + this._point.y + ") scale(" + this._radius + ")");
      this._path.setAttribute("vector-effect", "non-scaling-stroke");
    },
  });

  Atlas.prototype.outline = function (style) {
    var shape = style.shape;
    return !shape || shape === "circle" || !this.data.shapes ? "" : this.data.shapes[shape] || "";
  };

  Atlas.prototype.pointMarker = function (at, style, options) {
    return new ShapeMarker(at, L.extend({}, options, { outline: this.outline(style) }));
  };

  /* A small picture of a style for the legend. */
  Atlas.prototype.swatch = function (style) {
    var point = style.symbol === "point", line = style.symbol === "line";
    var radius = Math.max(SMALLEST, style.radius);
    var size = point ? Math.max(18, 2 * radius + 4) : 18;
    var width = Math.max(SWATCH, size);
    var box = svg("svg", { class: "atlas-swatch", "aria-hidden": "true", width: width, height: size });
    var shape, outline = point ? this.outline(style) : "";
    if (line) {
      shape = svg("line", { x1: 2, x2: SWATCH - 2, y1: size / 2, y2: size / 2 });
    } else if (outline) {
      shape = svg("path", {
        d: outline, "vector-effect": "non-scaling-stroke",
        transform: "translate(" + width / 2 + "," + size / 2 + ") scale(" + radius + ")",
      });
    } else if (point) {
      shape = svg("circle", { cx: width / 2, cy: size / 2, r: radius });
    } else {
      shape = svg("rect", { x: (width - 22) / 2, y: 2, width: 22, height: 14, rx: style.symbol === "badge" ? 7 : 2 });
    }
    shape.setAttribute("fill", line ? "none" : style.fill);
    shape.setAttribute("fill-opacity", style.fill_opacity);
    shape.setAttribute("stroke", style.line);
    shape.setAttribute("stroke-width", style.line_width);
    if (style.dash) shape.setAttribute("stroke-dasharray", style.dash);
    box.appendChild(shape);
    return box;
  };

  /* What tells the badges of several layers apart, by layer id: the first character of a Chinese title, else three letters;
   * where an earlier layer has it, a later character, as short_names.py says. */
  Atlas.shortNames = function (layers) {
    var found = {}, taken = [];
    layers.forEach(function (layer) {
      var letters = Array.from(layer.n.replace(/[^\p{L}]/gu, "")), first = letters.slice(0, 3).join("");
      var offered = /^\p{Script=Han}/u.test(first) ? letters :
        [first].concat(letters.slice(3).map(function (letter) { return letters[0] + letters[1] + letter; }));
      found[layer.id] = offered.find(function (name) { return taken.indexOf(name) < 0; }) || first;
      taken.push(found[layer.id]);
    });
    return found;
  };

  /* A badge as the legend shows it, with the short name of its layer. */
  Atlas.prototype.badgeSample = function (layer, style) {
    var badge = node("span", "atlas-badge", this.shortNames[layer.id]);
    badge.style.borderColor = badge.style.color = style.line;
    return badge;
  };
})(window.Atlas);
