/** The operations in the editor, and whether running one changes anything. */
import { today } from "../../session.js";

/** @import { FieldNode, OperationNode, SyntaxProblem, TypeNode, TypeRef, Types } from "../../../types/graphql-js.js" */

/** @param {{ kind: string }} node @returns {node is OperationNode} */
const isOperation = (node) => node.kind === "OperationDefinition";

/**
 * @typedef {object} Operation
 * @property {string} name "" if unnamed
 * @property {"query" | "mutation" | "subscription"} kind
 * @property {string[]} roots its root fields
 * @property {OperationNode} node
 */

/**
 * @param {(text: string) => { definitions: readonly { kind: string }[] }} parse
 * @param {string} text
 * @returns {{ operations: Operation[], problem: SyntaxProblem | null }}
 */
export function operationsOf(parse, text) {
  try {
    const operations = parse(text)
      .definitions.filter(isOperation)
      .map((node) => ({
        name: node.name?.value ?? "",
        kind: node.operation,
        roots: node.selectionSet.selections.map((field) => field.name?.value ?? "…"),
        node,
      }));
    return { operations, problem: null };
  } catch (error) {
    return { operations: [], problem: /** @type {SyntaxProblem} */ (error) };
  }
}

/**
 * Whether running it may change something: a mutation, unless every field is a dry run.
 * @param {Operation} operation
 * @param {Record<string, unknown>} variables
 */
export function changes({ kind, node }, variables) {
  return kind === "mutation" && !node.selectionSet.selections.every((field) => isDryRun(field, variables));
}

/**
 * @param {FieldNode} field
 * @param {Record<string, unknown>} variables
 */
function isDryRun(field, variables) {
  const input = field.arguments?.find((each) => each.name.value === "input")?.value;
  if (input?.kind === "Variable") return /** @type {{ dryRun?: unknown } | undefined} */ (variables[input.name.value])?.dryRun === true;
  const dryRun = input?.kind === "ObjectValue" ? input.fields.find((each) => each.name.value === "dryRun")?.value : undefined;
  return dryRun?.kind === "Variable" ? variables[dryRun.name.value] === true : dryRun?.kind === "BooleanValue" && dryRun.value;
}

/**
 * Return sample variables: the required ones with placeholder values; mutations as a dry run.
 * @param {Operation} operation
 * @param {Types} types the schema's types by name
 */
export function sampleVariables({ node }, types) {
  /** @type {Record<string, unknown>} */
  const sample = {};
  for (const { variable, type } of node.variableDefinitions ?? []) {
    if (type.kind === "NonNullType") sample[variable.name.value] = sampleOf(plainType(type), types, variable.name.value);
  }
  return Object.keys(sample).length ? JSON.stringify(sample, null, 2) : "";
}

/**
 * Convert a type of the document to one of the introspection.
 * @param {TypeNode} type
 * @returns {TypeRef}
 */
function plainType(type) {
  if (type.kind === "NonNullType") return { kind: "NON_NULL", ofType: plainType(type.type) };
  if (type.kind === "ListType") return { kind: "LIST", ofType: plainType(type.type) };
  return { kind: "SCALAR", name: type.name.value };
}

/** @type {Record<string, unknown>} */
const SCALARS = { Int: 20, Cents: 1000, Boolean: false, Float: 0 };

/**
 * @param {TypeRef} type
 * @param {Types} types
 * @param {string} name name of the variable or field
 * @returns {unknown}
 */
function sampleOf(type, types, name) {
  if (type.kind === "NON_NULL") return sampleOf(type.ofType, types, name);
  if (type.kind === "LIST") return [sampleOf(type.ofType, types, name)];
  const known = types.get(type.name);
  if (known?.enumValues?.length) return known.enumValues[0].name;
  if (known?.inputFields) {
    const fields = known.inputFields.filter((field) => field.name === "dryRun" || (field.type.kind === "NON_NULL" && field.defaultValue === null));
    return Object.fromEntries(fields.map((field) => [field.name, field.name === "dryRun" ? true : sampleOf(field.type, types, field.name)]));
  }
  if (type.name === "Date") return today();
  return SCALARS[type.name] ?? (name === "number" || name === "account" ? "1001" : "");
}
