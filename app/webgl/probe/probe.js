/* Tells the app once whether this browser can draw with WebGL 2, as the 3D map needs. */
(function (global) {
  "use strict";

  function post(type, body) {
    global.parent.postMessage(Object.assign({ isStreamlitMessage: true, type: type }, body), "*");
  }

  function hasWebgl() {
    try {
      return Boolean(global.document.createElement("canvas").getContext("webgl2"));
    } catch (error) {
      return false;
    }
  }

  var told = false;
  global.addEventListener("message", function (event) {
    if (event.source !== global.parent || !event.data || event.data.type !== "streamlit:render" || told) return;
    told = true;
    post("streamlit:setFrameHeight", { height: 0 });
    post("streamlit:setComponentValue", { value: hasWebgl(), dataType: "json" });
  });
  post("streamlit:componentReady", { apiVersion: 1 });
})(window);
