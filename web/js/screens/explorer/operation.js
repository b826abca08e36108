/** What stands in the editor, as the explorer needs to know it: which operations, and whether running one changes anything. */
import { today } from "../../session.js";

/**
 * @typedef {object} Operation
 * @property {string} name "" for one without a name
 * @property {"query" | "mutation" | "subscription"} kind
 * @property {string[]} roots its root fields
 * @property {any} node
 */

/**
 * @param {(text: string) => { definitions: readonly any[] }} parse
 * @param {string} text
 * @returns {{ operations: Operation[], problem: { message: string, locations: { line: number, column: number }[] } | null }}
 */
export function operationsOf(parse, text) {
  try {
    const operations = parse(text)
      .definitions.filter((each) => each.kind === "OperationDefinition")
      .map((node) => ({
        name: node.name?.value ?? "",
        kind: node.operation,
        roots: node.selectionSet.selections.map((/** @type {any} */ field) => field.name?.value ?? "…"),
        node,
      }));
    return { operations, problem: null };
  } catch (error) {
    return { operations: [], problem: /** @type {any} */ (error) };
  }
}

/**
 * Whether running it may change something: a mutation of which not every field is certainly a dry run.
 * @param {Operation} operation
 * @param {Record<string, any>} variables
 */
export function changes({ kind, node }, variables) {
  return kind === "mutation" && !node.selectionSet.selections.every((/** @type {any} */ field) => isDryRun(field, variables));
}

/**
 * @param {any} field
 * @param {Record<string, any>} variables
 */
function isDryRun(field, variables) {
  const input = field.arguments?.find((/** @type {any} */ each) => each.name.value === "input")?.value;
  if (input?.kind === "Variable") return variables[input.name.value]?.dryRun === true;
  const said = input?.fields?.find((/** @type {any} */ each) => each.name.value === "dryRun")?.value;
  return said?.kind === "Variable" ? variables[said.name.value] === true : said?.kind === "BooleanValue" && said.value;
}

/**
 * Variables to begin with: what the operation requires, with values to be replaced; a mutation's a dry run.
 * @param {Operation} operation
 * @param {Map<string, any>} types of the schema, by name
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
 * A type as the introspection tells it, from one as it was written.
 * @param {any} type
 * @returns {any}
 */
function plainType(type) {
  if (type.kind === "NonNullType") return { kind: "NON_NULL", ofType: plainType(type.type) };
  if (type.kind === "ListType") return { kind: "LIST", ofType: plainType(type.type) };
  return { name: type.name.value };
}

/** @type {Record<string, unknown>} */
const SCALARS = { Int: 20, Cents: 1000, Boolean: false, Float: 0 };

/**
 * @param {any} type
 * @param {Map<string, any>} types
 * @param {string} name of the variable or field
 * @returns {unknown}
 */
function sampleOf(type, types, name) {
  if (type.kind === "NON_NULL") return sampleOf(type.ofType, types, name);
  if (type.kind === "LIST") return [sampleOf(type.ofType, types, name)];
  const known = types.get(type.name);
  if (known?.enumValues?.length) return known.enumValues[0].name;
  if (known?.inputFields) {
    const fields = known.inputFields.filter((/** @type {any} */ field) => field.name === "dryRun" || (field.type.kind === "NON_NULL" && field.defaultValue === null));
    return Object.fromEntries(fields.map((/** @type {any} */ field) => [field.name, field.name === "dryRun" ? true : sampleOf(field.type, types, field.name)]));
  }
  if (type.name === "Date") return today();
  return SCALARS[type.name] ?? (name === "number" || name === "account" ? "1001" : "");
}
