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

  global.Page = {
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
