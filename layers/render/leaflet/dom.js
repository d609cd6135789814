/* Elements for the other files: text is always set as text. */
(function (Atlas) {
  "use strict";

  var NS = "http://www.w3.org/2000/svg";

  function node(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function svg(tag, attributes) {
    var element = document.createElementNS(NS, tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }

  /* A picture made of paths in a box of 16 by 16. */
  function picture(paths) {
    var box = svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" });
    paths.forEach(function (d) { box.appendChild(svg("path", { d: d })); });
    return box;
  }

  function button(className, label, content) {
    var made = node("button", className);
    made.type = "button";
    made.title = label;
    made.setAttribute("aria-label", label);
    if (content) made.appendChild(content);
    return made;
  }

  /* A box on the map that keeps clicks and the wheel to itself. */
  function control(position, className, build) {
    var made = new L.Control({ position: position });
    made.onAdd = function () {
      var box = node("div", className);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      build(box);
      return box;
    };
    return made;
  }

  Atlas.dom = { node: node, svg: svg, picture: picture, button: button, control: control };
})(window.Atlas);
