/* The map as a part of the Streamlit page: arguments in, messages out.
 *
 * Arguments of a run: payload (file of the whole map), language, height, visible, hidden, opacity, counties, selected, fly,
 * extent, ask, visit, seen. Messages: {kind: "select", what}, {kind: "layer", layer, on}, {kind: "extent", ask, bounds}.
 * What was not heard yet is more recent than the arguments: then they are left alone.
 */
(function (global) {
  "use strict";

  var atlas = null;
  var loaded = ""; // the payload on the map
  var latest = null; // arguments of the latest run
  var asked = 0; // number of the last answered request for the extent
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
    if (atlas) atlas.remove();
    document.documentElement.lang = latest.language === "en" ? "en" : "zh-CN";
    atlas = global.atlas = new global.Atlas(box, payload, {
      extent: latest.extent,
      onSelect: function (what) { tell.say("select", { what: what }); },
      onToggle: function (layer, on) { tell.say("layer", { layer: layer, on: on }); },
    });
  }

  function follow(args) {
    if (!atlas || loaded !== args.payload) return;
    if (args.counties) atlas.setCounties(args.counties);
    if (tell.settled()) {
      atlas.hide(args.hidden);
      atlas.setOpacity(args.opacity);
      atlas.show(args.visible);
      atlas.select(args.selected, args.fly);
    }
    if (args.ask > asked) {
      asked = args.ask;
      tell.say("extent", { ask: asked, bounds: atlas.extent() });
    }
  }

  function load(name) {
    return fetch("../app.leaflet.payloads/" + name).then(function (answer) {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    });
  }

  global.Page.open(function (args) {
    latest = args;
    tell.hear(args.visit, args.seen);
    var height = heightFor(args.height);
    if (box.style.height !== height + "px") {
      box.style.height = height + "px";
      global.Page.setHeight(height);
    }
    if (atlas === null && !loaded) asked = args.ask; // a new frame does not answer old requests
    if (loaded === args.payload) {
      follow(args);
      return;
    }
    loaded = args.payload;
    load(args.payload).then(function (payload) {
      if (loaded !== args.payload) return; // meanwhile another map was wanted
      draw(payload);
      follow(latest);
    }).catch(function (error) {
      loaded = "";
      console.error(error);
    });
  });
})(window);
