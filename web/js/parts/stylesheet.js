/** Stylesheets that a first visit does not need: loaded with the screen or dialog that needs them. */

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Wait until each `css/later/NAME.css` is loaded; `await stylesheet("upcoming")` at the top of a screen's module.
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
 * @returns {Promise<void>} fulfilled even if loading fails: a plain screen is better than none
 */
function added(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = import.meta.resolve(`/web/css/later/${name}.css`); // by the import map
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}
