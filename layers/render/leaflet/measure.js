/* Distance and area on the WGS 84 ellipsoid, as geo/measures.py has them, of what the planner draws.
 * Mouse and finger set points; a keyboard sets them in the middle of the map.
 */
(function (Atlas) {
  "use strict";

  var node = Atlas.dom.node, button = Atlas.dom.button, picture = Atlas.dom.picture;
  var RULER = ["M2 11 L11 2 L14 5 L5 14 Z", "M5 8 L7 10", "M8 5 L10 7"];
  var SQUARE = ["M3 4 L12 2 L14 12 L5 14 Z"];
  var A = 6378137, F = 1 / 298.257223563, E2 = F * (2 - F), E = Math.sqrt(E2);
  var RADIANS = Math.PI / 180;

  /* Metres between two [longitude, latitude]: Lambert's formula, some ten metres in a thousand kilometres. */
  function distance(from, to) {
    var b1 = Math.atan((1 - F) * Math.tan(from[1] * RADIANS)), b2 = Math.atan((1 - F) * Math.tan(to[1] * RADIANS));
    var h = Math.pow(Math.sin((b2 - b1) / 2), 2) +
      Math.cos(b1) * Math.cos(b2) * Math.pow(Math.sin((to[0] - from[0]) * RADIANS / 2), 2);
    var s = 2 * Math.asin(Math.min(1, Math.sqrt(h)));
    if (s === 0) return 0;
    var p = (b1 + b2) / 2, q = (b2 - b1) / 2;
    var x = (s - Math.sin(s)) * Math.pow(Math.sin(p) * Math.cos(q) / Math.cos(s / 2), 2);
    var y = (s + Math.sin(s)) * Math.pow(Math.cos(p) * Math.sin(q) / Math.sin(s / 2), 2);
    return A * (s - F / 2 * (x + y));
  }

  function authalic(sine) {
    return (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E));
  }

  var WHOLE = authalic(1);

  /* Square metres of a ring of [longitude, latitude]: spherical excess on the sphere of the same area. */
  function area(ring) {
    var sum = 0, radius2 = A * A * WHOLE / 2;
    ring.forEach(function (from, n) {
      var to = ring[(n + 1) % ring.length];
      var t1 = Math.tan(Math.asin(authalic(Math.sin(from[1] * RADIANS)) / WHOLE) / 2);
      var t2 = Math.tan(Math.asin(authalic(Math.sin(to[1] * RADIANS)) / WHOLE) / 2);
      sum += 2 * Math.atan(Math.tan((to[0] - from[0]) * RADIANS / 2) * (t1 + t2) / (1 + t1 * t2));
    });
    return Math.abs(sum) * radius2;
  }

  /* True if the outline of a ring crosses itself. */
  function crosses(ring) {
    function side(a, b, c) { return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]); }
    var n = ring.length;
    for (var i = 0; i < n; i++) {
      for (var j = i + 2; j < n; j++) {
        if (i === 0 && j === n - 1) continue; // neighbours at the seam
        var a = ring[i], b = ring[i + 1], c = ring[j], d = ring[(j + 1) % n];
        if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
      }
    }
    return false;
  }

  Atlas.measures = { distance: distance, area: area, crosses: crosses };

  /* Three figures that count: more would say more than the lines know. */
  function figure(value) {
    return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  }

  Atlas.prototype.addMeasure = function () {
    var self = this, map = this.map, buttons = {}, points = [], value = null;
    var drawn = L.layerGroup().addTo(map);
    Atlas.dom.control("topleft", "leaflet-bar atlas-bar atlas-measure", function (box) {
      [["length", "page.measure_length", RULER], ["area", "page.measure_area", SQUARE]].forEach(function (kind) {
        var made = buttons[kind[0]] = button("atlas-measure-" + kind[0], self.word(kind[1]), picture(kind[2]));
        made.setAttribute("aria-pressed", "false");
        made.addEventListener("click", function () { if (self.measuring === kind[0]) stop(); else start(kind[0]); });
        box.appendChild(made);
      });
    }).addTo(map);

    function result() {
      var ring = points.map(function (p) { return [p.lng, p.lat]; });
      if (self.measuring === "length") {
        if (ring.length < 2) return "";
        var sum = 0;
        for (var i = 1; i < ring.length; i++) sum += distance(ring[i - 1], ring[i]);
        return self.word("page.measured_length", { km: figure(sum / 1000) });
      }
      if (ring.length < 3) return "";
      if (crosses(ring)) return self.word("page.measure_crossed");
      return self.word("page.measured_area", { km2: figure(area(ring) / 1e6) });
    }

    function draw() {
      drawn.clearLayers();
      var look = { color: "#111827", weight: 2.5, dashArray: "6 4", fillColor: "#111827", fillOpacity: 0.08, interactive: false };
      (self.measuring === "area" && points.length > 2 ? L.polygon(points, look) : L.polyline(points, L.extend({ fill: false }, look))).addTo(drawn);
      points.forEach(function (p) {
        L.circleMarker(p, { radius: 4, color: "#111827", weight: 2, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(drawn);
      });
      value.textContent = result();
    }

    function add(latlng) { points.push(latlng); draw(); }
    function undo() { points.pop(); draw(); }
    function onClick(event) { add(event.latlng); }
    function onKey(event) {
      var act = { Enter: function () { add(map.getCenter()); }, Backspace: undo, Escape: stop }[event.key];
      if (!act || (event.key === "Enter" && event.target !== map.getContainer())) return;
      event.preventDefault();
      act();
    }

    function start(kind) {
      if (self.measuring) stop();
      self.measuring = kind;
      points = [];
      buttons[kind].setAttribute("aria-pressed", "true");
      map.closePopup();
      map.doubleClickZoom.disable();
      map.getContainer().classList.add("atlas-measuring");
      self.measurePanel = Atlas.dom.control("bottomleft", "atlas-control atlas-measured", function (box) {
        box.appendChild(node("p", "atlas-hint", self.word("page.measure_hint")));
        value = box.appendChild(node("p", "atlas-measured-value"));
        value.setAttribute("role", "status");
        box.appendChild(node("p", "atlas-hint", self.word("page.measure_caveat")));
        [["page.measure_undo", undo], ["page.close", stop]].forEach(function (part) {
          var made = button("atlas-text-button", self.word(part[0]), node("span", "", self.word(part[0])));
          made.addEventListener("click", part[1]);
          box.appendChild(made);
        });
      }).addTo(map);
      map.on("click", onClick);
      map.getContainer().addEventListener("keydown", onKey);
      map.getContainer().focus({ preventScroll: true });
      draw();
    }

    function stop() {
      map.off("click", onClick);
      map.getContainer().removeEventListener("keydown", onKey);
      map.getContainer().classList.remove("atlas-measuring");
      map.doubleClickZoom.enable();
      if (self.measurePanel) self.measurePanel.remove();
      self.measurePanel = null;
      buttons[self.measuring].setAttribute("aria-pressed", "false");
      self.measuring = null;
      points = [];
      drawn.clearLayers();
    }
  };
})(window.Atlas);
