/** Stylesheets that a first visit does not need: they come with the screen or dialog that does, before it is drawn. */

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Waits until each `css/later/NAME.css` rules the page; `await stylesheet("upcoming")` at the top of a screen's module.
 * @param {...string} names
 */
export async function stylesheet(...names) {
  await Promise.all(
    names.map((name) => {
      const known = asked.get(name) ?? added(name);
      asked.set(name, known);
      return known;
    }),
  );
}

/**
 * @param {string} name
 * @returns {Promise<void>} fulfilled, too, when it could not be had: a plain screen is better than none
 */
function added(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/web/css/later/${name}.css`;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}
