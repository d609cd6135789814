/* The map as a part of the Streamlit page: arguments in, messages out.
 *
 * Arguments of a run: payload (file of the whole map), language, height, visible, hidden, missing, opacity, counties,
 * selected, fly, extent, visit, seen, awaited, filtered (whether a filter is set), failed (words). Messages: {kind: "drawn"},
 * {kind: "select", what}, {kind: "layer", layer, on}, {kind: "extent", bounds or null}.
 * What was not heard yet is more recent than the arguments: then they are left alone.
 */
(function (global) {
  "use strict";

  var RETRIES = 4;
  var atlas = null;
  var loaded = ""; // the payload that is fetched, or on the map
  var drawn = ""; // the payload on the map
  var latest = null; // arguments of the latest run
  var kept = null; // the extent that the app keeps
  var tell = new global.Tell(global.Page.setValue, global.Page.running);
  var box = document.getElementById("map");

  /* A phone keeps room round the map, so that a finger can move the page. */
  function heightFor(wanted) {
    try {
      var page = global.parent;
      return page.innerWidth < 700 ? Math.round(Math.min(wanted, page.innerHeight * 0.72)) : wanted;
    } catch (error) {
      return wanted;
    }
  }

  function draw(payload) {
    var flown = atlas ? atlas.flown : latest.fly; // a new frame repeats no old flight
    if (atlas) atlas.remove();
    box.textContent = "";
    document.documentElement.lang = latest.language === "en" ? "en" : "zh-CN";
    kept = latest.extent;
    atlas = global.atlas = new global.Atlas(box, payload, {
      extent: latest.extent,
      onSelect: function (what) { tell.say("select", { what: what }); },
      onToggle: function (layer, on) { tell.say("layer", { layer: layer, on: on }); },
      onKeep: function (bounds) { kept = bounds; tell.say("extent", { bounds: bounds }); },
      onHome: function () { if (kept) { kept = null; tell.say("extent", { bounds: null }); } },
    });
    atlas.flown = flown;
  }

  function follow(args) {
    if (!atlas || drawn !== args.payload) return;
    if (args.counties) atlas.setCounties(args.counties);
    if (tell.settled()) {
      atlas.hide(args.hidden, args.missing);
      atlas.setOpacity(args.opacity);
      if (atlas.shown !== args.visible.join(" ")) atlas.show(args.visible);
      atlas.select(args.selected, args.fly);
      look(args.extent);
    }
  }

  /* Go where the app says, if it says something new: a bookmark was opened, or the whole city is wanted again. */
  function look(extent) {
    function same(value, n) { return Math.abs(value - kept[n]) < 0.0002; }
    if (extent === kept || (extent && kept && extent.every(same))) return;
    kept = extent;
    if (extent) atlas.fitBounds(extent);
    else atlas.home();
  }

  function load(name) {
    return fetch(name).then(function (answer) {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    });
  }

  /* A busy server may fail once; after some attempts the planner is told. */
  function fetchMap(args, failures) {
    if (loaded !== args.payload) return; // meanwhile another map was wanted
    load(args.payload).then(function (payload) {
      if (loaded !== args.payload) return;
      draw(payload);
      drawn = args.payload;
      follow(latest);
      if (latest.awaited) tell.say("drawn", {}, true); // the app holds the rest of the page back for it
    }).catch(function (error) {
      if (failures < RETRIES) {
        setTimeout(function () { fetchMap(args, failures + 1); }, 500 * (failures + 1));
        return;
      }
      loaded = "";
      if (!atlas) box.textContent = args.failed;
      console.error(error);
    });
  }

  /* A layer ticked in the page's tree is shown at once; the run that follows says the same. What a filter takes from it
   * only the run knows: then the map waits for it. */
  global.Page.onTick(function (layer) {
    if (!atlas || drawn !== latest.payload || latest.filtered || !tell.settled()) return;
    var shown = atlas.shown ? atlas.shown.split(" ") : [];
    var others = shown.filter(function (id) { return id !== layer; });
    atlas.show(others.length < shown.length ? others : shown.concat([layer]));
  });

  global.Page.open(function (args) {
    latest = args;
    tell.hear(args.visit, args.seen);
    var height = heightFor(args.height);
    if (box.style.height !== height + "px") {
      box.style.height = height + "px";
      global.Page.setHeight(height);
    }
    if (loaded === args.payload) {
      follow(args);
      return;
    }
    loaded = args.payload;
    fetchMap(args, 0);
  });
})(window);
