/** What connects the text of a query with what it takes and gives, so that whoever reads or changes needs to name neither. */

declare const shape: unique symbol;

/** A query or mutation as text. */
export type Document<Result, Variables> = string & { readonly [shape]: (variables: Variables) => Result };

/** A mutation as all of ours are: one input, one root field. */
export type Mutation<Payload, Input> = Document<Record<string, Payload>, { input: Input }>;

/** Why the server refused an input, as far as it was selected. */
export type UserError = { message: string; code?: string; field?: string[] | null; row?: number | null; laterBatchIds?: string[] | null };

export type Refusable = { userErrors: UserError[]; batch?: { id: string } | null };

/** An input as typed so far: what is missing or wrong is undefined, and a choice is any text. The server decides. */
export type Draft<Input> = Input extends string
  ? string
  : Input extends readonly (infer Item)[]
    ? Draft<Item>[]
    : Input extends object
      ? { [Field in keyof Input]: Draft<Input[Field]> | undefined }
      : Input;

/** A payload without `userErrors`: what is null "when refused" is there. These are null for reasons of their own. */
export type Done<Payload> = {
  [Field in keyof Payload]: Field extends "batch" | "job" | "payment" | "token" ? Payload[Field] : NonNullable<Payload[Field]>;
};

/** What a list shows of a connection. */
export type Connection<Row> = {
  nodes: Row[];
  pageInfo: { hasNextPage?: boolean; endCursor?: string | null };
  totalCount?: number;
};
