/** Stylesheets of what is opened later: they cost nothing before. Those in `web/css/` itself are there from the start. */

/** @type {Map<string, Promise<void>>} */
const wanted = new Map();

/**
 * Loads `web/css/later/NAME.css`, once. A module that needs it says `await laterStyle("marks")` at its top, so that
 * nothing is shown without it; where it cannot be had, what it is for is shown plainly.
 * @param {string} name
 */
export function laterStyle(name) {
  let loading = wanted.get(name);
  if (!loading) {
    loading = new Promise((resolve) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = `/web/css/later/${name}.css`;
      link.onload = () => resolve();
      link.onerror = () => {
        wanted.delete(name);
        link.remove();
        resolve();
      };
      document.head.append(link);
    });
    wanted.set(name, loading);
  }
  return loading;
}
