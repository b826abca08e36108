/** Stylesheets of single screens: they come with their screen, before it is drawn, so that the others need not load them. */

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Waits until `css/screens/NAME.css` rules the page; `await stylesheet("upcoming")` at the top of the screen's module.
 * @param {string} name
 */
export function stylesheet(name) {
  const known = asked.get(name) ?? added(name);
  asked.set(name, known);
  return known;
}

/**
 * @param {string} name
 * @returns {Promise<void>} fulfilled, too, when it could not be had: a plain screen is better than none
 */
function added(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/web/css/screens/${name}.css`;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}
