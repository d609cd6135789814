/* What a frame and the Streamlit page say to each other, and no more of it than the map needs:
 * the frame is ready, how high it is, what it has to tell; the page sends arguments.
 */
(function (global) {
  "use strict";

  function post(type, body) {
    global.parent.postMessage(Object.assign({ isStreamlitMessage: true, type: type }, body), "*");
  }

  /** True while the page is running its script: what is sent now ends that run. */
  function running() {
    try {
      var app = global.parent.document.querySelector("[data-testid=stApp]");
      return app !== null && app.getAttribute("data-test-script-state") === "running";
    } catch (error) {
      return false; // the page is of another origin: nothing can be known
    }
  }

  /** Call back with the name when the tick box in a container "layer-NAME" of the page is clicked, before the page's run. */
  function onTick(callback) {
    var last = 0;
    function heard(event) {
      var holder = event.target.closest && event.target.closest("[class*='st-key-layer-']");
      var name = holder && /(?:^|\s)st-key-layer-([\w-]+)/.exec(holder.className);
      var box = name && holder.querySelector("input[type=checkbox]");
      // A click on the words is one on the box as well: both come within moments.
      if (!box || box.disabled || event.timeStamp - last < 80) return;
      last = event.timeStamp;
      callback(name[1]);
    }
    try {
      var page = global.parent.document;
      page.addEventListener("click", heard, true);
      global.addEventListener("pagehide", function () { page.removeEventListener("click", heard, true); });
    } catch (error) {
      return; // the page is of another origin: the layer comes with the run
    }
  }

  global.Page = {
    onTick: onTick,
    /** Tell that the frame is ready; onArguments is called with the arguments of every run. */
    open: function (onArguments) {
      global.addEventListener("message", function (event) {
        if (event.source === global.parent && event.data && event.data.type === "streamlit:render") onArguments(event.data.args);
      });
      post("streamlit:componentReady", { apiVersion: 1 });
    },
    setHeight: function (pixels) { post("streamlit:setFrameHeight", { height: pixels }); },
    setValue: function (value) { post("streamlit:setComponentValue", { value: value, dataType: "json" }); },
    running: running,
  };
})(window);
