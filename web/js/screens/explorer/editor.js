/**
 * The query's editor: CodeMirror with the schema's completion and validation. It lives in a shadow root: only there are
 * its styles made without a style element, which the content security policy forbids.
 */
import { msg, texts } from "../../texts.js";

await texts("explorer");

/** @typedef {typeof import("../../../vendor/codemirror/codemirror.js")} CodeMirror */

/**
 * @typedef {object} Editor
 * @property {HTMLElement} element
 * @property {() => string} text
 * @property {(text: string) => void} put
 * @property {(line: number, column: number) => void} goTo
 * @property {() => void} focus
 */

/**
 * @param {CodeMirror} codemirror
 * @param {object} what
 * @param {unknown} what.introspection
 * @param {string} what.text
 * @param {() => void} what.run
 * @param {(text: string) => void} what.changed
 * @param {(type: string) => void} what.explain show a type in the docs
 * @returns {Editor}
 */
export function queryEditor(codemirror, { introspection, text, run, changed, explain }) {
  const { basicSetup, buildClientSchema, EditorState, EditorView, graphqlLanguage, keymap, Prec, syntaxHighlighting } = codemirror;
  const element = document.createElement("div");
  element.className = "query-editor";
  const root = element.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }])),
        syntaxHighlighting(colours(codemirror)),
        basicSetup,
        graphqlLanguage(buildClientSchema(introspection), { onShowInDocs: (_field, type, parent) => explain(bare(type) || parent || "Query") }),
        EditorView.lineWrapping,
        EditorView.domEventHandlers({ beforeinput: (event, self) => typedIn(codemirror, event, self) }),
        EditorView.contentAttributes.of({ "aria-label": msg("explorer-editor"), tabindex: "0" }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
        EditorView.theme(THEME),
      ],
    }),
  });
  return {
    element,
    text: () => view.state.doc.toString(),
    put: (insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert }, selection: { anchor: 0 } }),
    goTo(line, column) {
      const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
      view.focus();
    },
    focus: () => view.focus(),
  };
}

/**
 * Insert typed letters through CodeMirror. The browser's own way would keep the looks of replaced text in a style
 * attribute, which the content security policy forbids.
 * @param {CodeMirror} codemirror
 * @param {InputEvent} event
 * @param {import("../../../vendor/codemirror/codemirror.js").EditorView} view
 * @returns {boolean} whether it was done
 */
function typedIn({ EditorView }, event, view) {
  const { data, inputType } = event;
  if (inputType !== "insertText" || data === null || view.composing) return false;
  followSelection(view);
  const { from, to } = view.state.selection.main;
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  const taken = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, data, insert));
  if (!taken) view.dispatch(insert());
  event.preventDefault();
  return true;
}

/**
 * Sync the editor's selection with the browser's, in browsers that report it for a shadow root.
 * @param {import("../../../vendor/codemirror/codemirror.js").EditorView} view
 */
function followSelection(view) {
  const selection = /** @type {Document} */ (view.root).getSelection?.();
  const { anchorNode, focusNode } = selection ?? {};
  if (!selection || !anchorNode || !focusNode || !view.contentDOM.contains(anchorNode) || !view.contentDOM.contains(focusNode)) return;
  const anchor = view.posAtDOM(anchorNode, selection.anchorOffset);
  const head = view.posAtDOM(focusNode, selection.focusOffset);
  const { from, to } = view.state.selection.main;
  if (Math.min(anchor, head) !== from || Math.max(anchor, head) !== to) view.dispatch({ selection: { anchor, head } });
}

/**
 * Return a type's name without list and non-null marks.
 * @param {string} [type]
 */
const bare = (type) => type?.replaceAll(/[[\]!]/g, "");

/** @param {CodeMirror} codemirror */
const colours = ({ HighlightStyle, tags }) =>
  HighlightStyle.define([
    { tag: [tags.keyword, tags.definitionKeyword, tags.modifier], color: "var(--plan)", fontWeight: "600" },
    { tag: [tags.propertyName, tags.attributeName], color: "var(--ink)" },
    { tag: [tags.typeName, tags.atom, tags.className], color: "var(--brand)" },
    { tag: [tags.string, tags.number, tags.bool, tags.literal], color: "var(--part)" },
    { tag: [tags.variableName, tags.special], color: "var(--good)" },
    { tag: [tags.comment, tags.punctuation, tags.bracket], color: "var(--ink-soft)" },
  ]);

const TOOLTIP = { background: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "var(--radius)", boxShadow: "0 0.5rem 1.5rem var(--lift)" };

/** The page's colours, which follow light and dark mode. */
const THEME = {
  "&": { height: "100%", fontSize: "0.875rem", background: "var(--surface)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", paddingBlock: "0.75rem" },
  "&.cm-focused .cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--sunken)", color: "var(--ink-soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { background: "var(--hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--focus) 30%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--brand-wash)", outline: "1px solid var(--edge)" },
  ".cm-tooltip": TOOLTIP,
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "ui-monospace, Menlo, Consolas, monospace" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { paddingBlock: "0.2rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--brand)", color: "var(--brand-ink)" },
  ".cm-tooltip.cm-completionInfo": { ...TOOLTIP, padding: "0.5rem 0.75rem", maxWidth: "22rem" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-lintRange, .cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline wavy var(--open)" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--open)" },
  ".cm-panels": { background: "var(--sunken)", color: "var(--ink)" },
  ".cm-textfield, .cm-button": { background: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)" },
};
