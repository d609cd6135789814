/* Names on the map: of counties with their badges, of features; none covers another, a symbol or a box.
 *
 * Sizes are measured once, places are computed; the page is laid out once for all labels. County names come
 * first and stay inside their county; then the marked feature, then short labels, then, closer in, names.
 */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node;
  var NAMES_CLOSER = 1.25; // zoom levels beyond the whole city at which features show their name
  var FAR = 8;
  var GAP = 2;
  var LARGE = 14; // radius of a circle that a county name may stand in if there is no other place

  Atlas.prototype.startLabels = function () {
    var self = this, map = this.map, waiting = false;
    var pane = this.labelPane = map.createPane("atlas-labels");
    pane.style.zIndex = 620;
    L.DomUtil.addClass(pane, "leaflet-zoom-hide");
    this.tags = {}; // "layer/id" -> {element, width, height}
    this.counties = this.data.anchors.map(function (anchor) {
      var element = node("div", "atlas-county"), name = node("div", "atlas-label");
      name.appendChild(node("span", "", anchor.n));
      element.appendChild(name);
      pane.appendChild(element);
      var county = { anchor: anchor, key: self.data.counties.id + "/" + anchor.c, element: element, name: name, badges: null, names: null };
      L.DomEvent.on(name, "click", function (event) {
        if (self.measuring) return; // a point of what is measured
        L.DomEvent.stop(event);
        if (self.paths[county.key]) self.pickFeature(county.key, L.latLng(anchor.at[1], anchor.at[0]));
      });
      return county;
    });
    map.on("moveend resize", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        if (map.getPane("mapPane")) self.placeLabels();
      });
    });
  };

  function touches(a, b) {
    return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  }

  function touchesCircle(rect, circle) {
    var dx = Math.max(rect[0] - circle.x, 0, circle.x - rect[2]);
    var dy = Math.max(rect[1] - circle.y, 0, circle.y - rect[3]);
    return dx * dx + dy * dy < circle.r * circle.r;
  }

  /* Everything that a label must not cover, in pixels of the map's box. */
  function Room(size, boxes, circles) {
    this.size = size;
    this.boxes = boxes;
    this.taken = boxes.slice();
    this.circles = circles;
  }

  Room.prototype.free = function (rect, own, largest) {
    if (rect[0] < 2 || rect[1] < 2 || rect[2] > this.size.x - 2 || rect[3] > this.size.y - 2) return false;
    if (this.taken.some(function (other) { return touches(rect, other); })) return false;
    return !this.circles.some(function (circle) {
      return circle.key !== own && circle.r < largest && touchesCircle(rect, circle);
    });
  };

  Room.prototype.boxed = function (rect) {
    return this.boxes.some(function (box) { return touches(rect, box); });
  };

  Room.prototype.take = function (rect) {
    this.taken.push([rect[0] - GAP, rect[1] - GAP, rect[2] + GAP, rect[3] + GAP]);
  };

  Atlas.prototype.room = function () {
    var map = this.map, frame = map.getContainer().getBoundingClientRect(), circles = [];
    var boxes = Array.prototype.map.call(
      map.getContainer().querySelectorAll(".leaflet-control-container .leaflet-control"),
      function (element) {
        var r = element.getBoundingClientRect();
        return [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top];
      }
    );
    this.visible.forEach(function (layer) {
      this.kept(layer).forEach(function (f) {
        var entry = this.paths[layer.id + "/" + f.id];
        if (!entry || entry.style.symbol !== "point") return;
        entry.layer.eachLayer(function (path) {
          if (!path.getLatLng) return;
          var at = map.latLngToContainerPoint(path.getLatLng());
          circles.push({ key: layer.id + "/" + f.id, x: at.x, y: at.y, r: path.options.radius + 2 });
        });
      }, this);
    }, this);
    return new Room(map.getSize(), boxes, circles);
  };

  /* Offsets from a point, nearest first. */
  var AROUND = (function () {
    var found = [];
    for (var x = -7; x <= 7; x++) for (var y = -8; y <= 8; y++) found.push([x * 12, y * 9]);
    return found.sort(function (a, b) { return a[0] * a[0] + a[1] * a[1] - b[0] * b[0] - b[1] * b[1]; });
  })();

  /* Tells whether a point of the map's box lies in an area. */
  function insideOf(entry, map) {
    var paths = [];
    if (entry) entry.layer.eachLayer(function (path) { if (path.getElement && path.getElement()) paths.push(path.getElement()); });
    return function (x, y) {
      var at = map.containerPointToLayerPoint([x, y]), point = new DOMPoint(at.x, at.y);
      return paths.some(function (path) { return path.isPointInFill(point); });
    };
  }

  Atlas.prototype.put = function (element, x, y) {
    L.DomUtil.setPosition(element, this.map.containerPointToLayerPoint([x, y]).round());
    element.style.visibility = "visible";
  };

  /* Points of the box that may lie in a path, those near the middle first: where a county may be named closer in. */
  function over(map, path) {
    var size = map.getSize(), bounds = path.layer.getBounds(), found = [];
    var first = map.latLngToContainerPoint(bounds.getNorthWest()), last = map.latLngToContainerPoint(bounds.getSouthEast());
    for (var x = Math.max(first.x, 48); x < Math.min(last.x, size.x); x += 40) {
      for (var y = Math.max(first.y, 24); y < Math.min(last.y, size.y); y += 32) found.push([x, y]);
    }
    function far(p) { return (p[0] - size.x / 2) * (p[0] - size.x / 2) + (p[1] - size.y / 2) * (p[1] - size.y / 2); }
    return found.sort(function (a, b) { return far(a) - far(b); });
  }

  Atlas.prototype.placeCounty = function (county, room) {
    var map = this.map, at = map.latLngToContainerPoint([county.anchor.at[1], county.anchor.at[0]]);
    var w = county.width / 2, h = county.height, bw = county.badgeWidth / 2, bh = county.badgeHeight;
    var nw = county.namesWidth / 2, nh = county.namesHeight;
    var inside = insideOf(this.paths[county.key], map), top = at.y - (h + bh) / 2, path = this.paths[county.key];
    function rects(offset, named) {
      var x = at.x + offset[0], y = top + offset[1];
      var found = [[x - w, y, x + w, y + h]];
      if (bh) found.push([x - bw, y + h, x + bw, y + h + bh]);
      if (named) found.push([x - nw, y + h + bh, x + nw, y + h + bh + nh]);
      return found;
    }
    /* The middle half of a box lies in the county. */
    function mostly(r) {
      var dx = (r[2] - r[0]) / 4, dy = (r[3] - r[1]) / 4;
      return inside(r[0] + dx, r[1] + dy) && inside(r[2] - dx, r[1] + dy) && inside(r[0] + dx, r[3] - dy) && inside(r[2] - dx, r[3] - dy);
    }
    function fits(largest, within, named) {
      return function (offset) {
        return rects(offset, named).every(function (rect) { return room.free(rect, null, largest); }) &&
          (!within || rects(offset).every(mostly));
      };
    }
    /* Nothing of it reaches into another county: what is named there would seem to lie in that one. */
    function whole(named) {
      var near = fits(Infinity, true, named);
      return function (offset) {
        return near(offset) && rects(offset, named).every(function (r) {
          return inside(r[0], r[1]) && inside(r[2], r[1]) && inside(r[0], r[3]) && inside(r[2], r[3]);
        });
      };
    }
    // Near its own point; else, closer in, anywhere that its visible part has room.
    var seen = at.x > 0 && at.y > 0 && at.x < room.size.x && at.y < room.size.y, around = seen ? AROUND : [], listed, found, bare = false;
    if (path && this.close()) around = around.concat(over(map, path).map(function (p) { return [p[0] - at.x, p[1] - top]; }));
    listed = nh ? around.find(whole(true)) : null;
    if (county.names) county.names.style.display = listed ? "" : "none";
    found = listed || (this.close() && around.find(whole()));
    if (!found && seen) found = AROUND.find(fits(Infinity, true)) || AROUND.find(fits(LARGE, true));
    if (!found && seen && path) {
      // No room inside: beside it where no other county is, if that hides nothing. What badges count must stay within
      // reach: over symbols rather than in another county.
      var foreign = this.counties.filter(function (other) { return other !== county; }).map(function (other) {
        return insideOf(this.paths[other.key], map);
      }, this);
      var apart = function (offset) {
        return !rects(offset).some(function (r) {
          return foreign.some(function (within) {
            return within(r[0], r[1]) || within(r[2], r[1]) || within(r[0], r[3]) || within(r[2], r[3]) ||
              within((r[0] + r[2]) / 2, (r[1] + r[3]) / 2);
          });
        });
      };
      var beside = function (largest) {
        var free = fits(largest, false);
        return AROUND.slice(0, 60).find(function (offset) { return free(offset) && apart(offset); });
      };
      found = beside(LARGE);
      if (!found && bh) found = AROUND.find(fits(0, true)) || beside(0);
      if (!found && bh && !room.boxed([at.x - w, top, at.x + w, top + h + bh])) {
        found = [0, -h / 2]; // the badges alone, on the county's own point
        bare = true;
      }
    }
    county.name.style.visibility = bare ? "hidden" : "";
    if (!found) {
      county.element.style.visibility = "hidden";
      return;
    }
    rects(found, listed).forEach(function (rect) { room.take(rect); });
    this.put(county.element, at.x + found[0], top + found[1]);
  };

  /* The counties, small ones first: a large one finds a place anyway. */
  Atlas.prototype.bySize = function () {
    var paths = this.paths;
    function extent(county) {
      if (!paths[county.key]) return 0;
      var b = paths[county.key].layer.getBounds();
      return (b.getEast() - b.getWest()) * (b.getNorth() - b.getSouth());
    }
    return this.counties.slice().sort(function (a, b) { return extent(a) - extent(b); });
  };

  /* Where the label of a feature may stand, best first: top left corners for a label of this size. */
  Atlas.prototype.spots = function (entry, w, h) {
    var map = this.map, path = entry.layer.getLayers()[0], found = [];
    if (path.getLatLng) {
      var at = map.latLngToContainerPoint(path.getLatLng()), r = path.options.radius + 3, d = r * 0.72;
      return [
        [at.x - w / 2, at.y + r], [at.x - w / 2, at.y - r - h], [at.x + r, at.y - h / 2], [at.x - r - w, at.y - h / 2],
        [at.x + d, at.y + d - 4], [at.x - d - w, at.y + d - 4], [at.x + d, at.y - d - h + 4], [at.x - d - w, at.y - d - h + 4],
      ];
    }
    if (entry.style.symbol === "fill") {
      var centre = map.latLngToContainerPoint(path.getBounds().getCenter()), inside = insideOf(entry, map);
      return AROUND.map(function (o) { return [centre.x + o[0] - w / 2, centre.y + o[1] - h / 2]; })
        .filter(function (s) { return inside(s[0] + w / 2, s[1] + h / 2); });
    }
    var points = path.getLatLngs();
    while (Array.isArray(points[0])) points = points[0];
    points = points.map(function (p) { return map.latLngToContainerPoint(p); });
    var steps = Math.max(1, Math.ceil(24 / Math.max(1, points.length - 1)));
    for (var i = 1; i < points.length; i++) {
      for (var s = 0; s < steps; s++) {
        var part = (s + 0.5) / steps;
        found.push([
          points[i - 1].x + (points[i].x - points[i - 1].x) * part - w / 2,
          points[i - 1].y + (points[i].y - points[i - 1].y) * part - h / 2,
        ]);
      }
    }
    var middle = (found.length - 1) / 2;
    return found.map(function (spot, n) { return { spot: spot, far: Math.abs(n - middle) }; })
      .sort(function (a, b) { return a.far - b.far; }).map(function (item) { return item.spot; });
  };

  Atlas.prototype.close = function () { return this.map.getZoom() >= this.homeZoom + NAMES_CLOSER; };

  /* The labels that the map should carry at this zoom, most important first. */
  Atlas.prototype.wantedTags = function () {
    var close = this.close(), bounds = this.map.getBounds(), wanted = [];
    this.visible.forEach(function (layer) {
      this.kept(layer).forEach(function (f) {
        var key = layer.id + "/" + f.id, entry = this.paths[key], chosen = key === this.selected;
        if (!entry || entry.style.symbol === "badge" || !(f.l || close || chosen)) return;
        if (!bounds.intersects(entry.layer.getBounds())) return;
        wanted.push({ key: key, entry: entry, text: f.l || f.n, rank: chosen ? 0 : f.l ? 1 : 2 });
      }, this);
    }, this);
    return wanted.sort(function (a, b) { return a.rank - b.rank; });
  };

  Atlas.prototype.placeLabels = function () {
    var map = this.map, tags = this.tags, pane = this.labelPane, kept = {};
    map.getContainer().classList.toggle("atlas-far", map.getZoom() < FAR);
    pane.classList.toggle("atlas-close", this.close());
    var wanted = this.wantedTags();
    wanted.forEach(function (item) {
      kept[item.key] = true;
      if (tags[item.key]) return;
      var element = node("div", "atlas-name atlas-name-" + item.entry.style.symbol, item.text);
      pane.appendChild(element);
      tags[item.key] = { element: element, width: 0, height: 0 };
    });
    Object.keys(tags).forEach(function (key) {
      if (kept[key]) return;
      tags[key].element.remove();
      delete tags[key];
    });
    this.counties.forEach(function (county) { if (county.names) county.names.style.display = ""; });
    // All is measured before anything is moved.
    this.counties.forEach(function (county) {
      county.width = county.name.offsetWidth;
      county.height = county.name.offsetHeight;
      county.badgeWidth = county.badges ? county.badges.offsetWidth : 0;
      county.badgeHeight = county.badges ? county.badges.offsetHeight : 0;
      county.namesWidth = county.names ? county.names.offsetWidth : 0;
      county.namesHeight = county.names ? county.names.offsetHeight : 0;
    });
    wanted.forEach(function (item) {
      var tag = tags[item.key];
      if (!tag.width) { tag.width = tag.element.offsetWidth; tag.height = tag.element.offsetHeight; }
    });
    var room = this.room();
    this.bySize().forEach(function (county) { this.placeCounty(county, room); }, this);
    wanted.forEach(function (item) {
      var tag = tags[item.key], w = tag.width, h = tag.height;
      var spot = this.spots(item.entry, w, h).find(function (s) {
        return room.free([s[0], s[1], s[0] + w, s[1] + h], item.key, Infinity);
      });
      if (!spot) { tag.element.style.visibility = "hidden"; return; }
      room.take([spot[0], spot[1], spot[0] + w, spot[1] + h]);
      this.put(tag.element, spot[0], spot[1]);
    }, this);
  };
})(window.Atlas);
