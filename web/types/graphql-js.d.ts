/** What the explorer uses of graphql-js: parsed documents, and the schema as introspection gives it. */
import type { Document } from "./document.js";

type Name = { value: string };

export type TypeNode =
  | { kind: "NonNullType"; type: TypeNode }
  | { kind: "ListType"; type: TypeNode }
  | { kind: "NamedType"; name: Name };

export type ValueNode =
  | { kind: "Variable"; name: Name }
  | { kind: "BooleanValue"; value: boolean }
  | { kind: "ObjectValue"; fields: readonly { name: Name; value: ValueNode }[] }
  | { kind: "ListValue" | "IntValue" | "FloatValue" | "StringValue" | "NullValue" | "EnumValue" };

/** A root field, or a fragment in its place, which then may have no name and has no arguments. */
export type FieldNode = { name?: Name; arguments?: readonly { name: Name; value: ValueNode }[] };

export type OperationNode = {
  kind: "OperationDefinition";
  operation: "query" | "mutation" | "subscription";
  name?: Name;
  variableDefinitions?: readonly { variable: { name: Name }; type: TypeNode }[];
  selectionSet: { selections: readonly FieldNode[] };
};

export type SyntaxProblem = { message: string; locations: { line: number; column: number }[] };

export type TypeRef =
  | { kind: "NON_NULL"; ofType: TypeRef }
  | { kind: "LIST"; ofType: TypeRef }
  | { kind: "OBJECT" | "INPUT_OBJECT" | "ENUM" | "SCALAR" | "INTERFACE" | "UNION"; name: string };

export type Argument = { name: string; description: string | null; type: TypeRef; defaultValue: string | null };

export type Field = { name: string; description: string | null; type: TypeRef; args?: Argument[]; defaultValue?: string | null };

export type Type = {
  kind: "OBJECT" | "INPUT_OBJECT" | "ENUM" | "SCALAR" | "INTERFACE" | "UNION";
  name: string;
  description: string | null;
  fields: Field[] | null;
  inputFields: Field[] | null;
  enumValues: { name: string; description: string | null }[] | null;
  interfaces: { name: string }[] | null;
  possibleTypes: { name: string }[] | null;
};

/** By name. */
export type Types = Map<string, Type>;

export type IntrospectionQuery = Document<{ __schema: { types: Type[] } }, Record<string, never>>;
