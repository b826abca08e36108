/** What the page uses of fluent-bundle.js; the whole of it is described in the package's own declarations. */

export class FluentResource {
  constructor(source: string);
}

/** What an argument may be beside a text; its `toString` writes it, and its value chooses among plural forms. */
export class FluentNumber {
  constructor(value: number);
  value: number;
  toString(): string;
}

/** A text as it was parsed: a string where it has no placeables. */
export type Pattern = string | readonly unknown[];

export class FluentBundle {
  constructor(locale: string, options?: { useIsolating?: boolean });
  addResource(resource: FluentResource): Error[];
  getMessage(id: string): { value: Pattern } | undefined;
  formatPattern(pattern: Pattern, args?: Record<string, string | FluentNumber> | null): string;
}
