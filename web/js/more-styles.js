/**
 * The styles that a first visit does not need: those of `web/css/more/`, as one file. Whoever imports this module waits
 * until they have come, so that nothing is shown without them.
 */
const link = document.createElement("link");
link.rel = "stylesheet";
link.href = "/web/more.css";
await new Promise((resolve) => {
  link.onload = resolve;
  link.onerror = resolve; // a screen without its colours is still of use
  document.head.append(link);
});

export {};
