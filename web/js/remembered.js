/** What this browser remembers of how somebody wants the page. One that stores nothing remembers it until the page is closed. */

/** What could not be stored. @type {Map<string, string>} */
const unstored = new Map();

/** Return what is remembered by a name; null where nothing is. @param {string} name */
export function remembered(name) {
  try {
    return unstored.get(name) ?? localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Remember a choice. @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
    unstored.delete(name);
  } catch {
    unstored.set(name, value);
  }
}
