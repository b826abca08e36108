/** What the page uses of codemirror.js; the whole of it is described in the packages' own declarations. */

export interface Extension {}

export interface TransactionSpec {
  changes?: { from: number; to: number; insert: string };
  selection?: { anchor: number; head?: number };
  scrollIntoView?: boolean;
  userEvent?: string;
}
export interface Transaction {
  newDoc: unknown;
}
export interface Facet<T> {
  facet?: T;
}
export type InputHandler = (view: EditorView, from: number, to: number, text: string, insert: () => Transaction) => boolean;

export interface EditorState {
  selection: { main: { from: number; to: number } };
  facet<T>(facet: Facet<T>): readonly T[];
  replaceSelection(text: string): TransactionSpec;
  update(...specs: TransactionSpec[]): Transaction;
  doc: { toString(): string; length: number; lines: number; line(number: number): { from: number; to: number } };
}
export const EditorState: {
  create(config: { doc?: string; extensions?: Extension[] }): EditorState;
};

export interface ViewUpdate {
  docChanged: boolean;
  state: EditorState;
}

export class EditorView {
  constructor(config: { state: EditorState; parent: Node; root: Document | ShadowRoot });
  state: EditorState;
  contentDOM: HTMLElement;
  root: Document | ShadowRoot;
  composing: boolean;
  dispatch(transaction: Transaction | TransactionSpec): void;
  posAtDOM(node: Node, offset?: number): number;
  focus(): void;
  static theme(spec: Record<string, Record<string, string>>): Extension;
  static contentAttributes: { of(attributes: Record<string, string>): Extension };
  static updateListener: { of(listener: (update: ViewUpdate) => void): Extension };
  static inputHandler: Facet<InputHandler>;
  static domEventHandlers(handlers: { beforeinput?: (event: InputEvent, view: EditorView) => boolean }): Extension;
  static lineWrapping: Extension;
}

export const basicSetup: Extension;
export const keymap: { of(bindings: { key: string; run: () => boolean }[]): Extension };
export const Prec: { highest(extension: Extension): Extension };

export interface Tag {}
export const tags: Record<string, Tag>;
export interface HighlightStyle {}
export const HighlightStyle: { define(specs: { tag: Tag | Tag[]; color?: string; fontWeight?: string }[]): HighlightStyle };
export function syntaxHighlighting(style: HighlightStyle): Extension;

export interface GraphQLSchema {}
export function graphqlLanguage(
  schema: GraphQLSchema,
  options?: { onShowInDocs?: (field?: string, type?: string, parentType?: string) => void },
): Extension[];
export function buildClientSchema(introspection: any): GraphQLSchema;
export function getIntrospectionQuery(): string;
export function parse(text: string): { definitions: readonly any[] };
