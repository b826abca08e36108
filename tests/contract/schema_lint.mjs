// Lints schema.graphql by graphql-eslint (recommended and relay); ends with 1 unless each finding is accepted below.
//
//   npm install --prefix /tmp/lint eslint@9 @graphql-eslint/eslint-plugin@4 graphql@16
//   NODE_PATH=/tmp/lint/node_modules node tests/contract/schema_lint.mjs

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cwd, exit, stderr, stdout } from 'node:process';

// require() also looks into NODE_PATH, which import does not.
const require = createRequire(join(cwd(), 'schema_lint.mjs'));
const { ESLint } = require('eslint');
const { default: plugin = require('@graphql-eslint/eslint-plugin') } = require('@graphql-eslint/eslint-plugin');

const recommended = plugin.configs['flat/schema-recommended'].rules;
const relay = plugin.configs['flat/schema-relay'].rules;

/** Options of rules, and rules that are off, each with its reason. */
const options = {
  // Short lists that belong to one object, such as an invoice's items, are lists and not connections; rows of reports have
  // no ids, since they are computed.
  '@graphql-eslint/relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
  // Relay's convention: what a mutation changed is read again in its answer.
  '@graphql-eslint/require-field-of-type-query-in-mutation-result': 'error',
  // What has an id implements Node and is looked up by it; reports, payloads and parts of an object have none.
  '@graphql-eslint/strict-id-in-types': 'off',
};

/** Findings that stay, by what they begin with. */
const accepted = [
  ['Field "payerAccount" starts with the name of the parent type "Payer"', 'a bank line and its payer have the same field, which is public'],
  ['Description is required for directive "oneOf"', 'it is the specification\'s own'],
];

const lint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.graphql'],
      languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema: './schema.graphql' } } },
      plugins: { '@graphql-eslint': plugin },
      rules: { ...recommended, ...relay, ...options },
    },
  ],
});
const findings = (await lint.lintFiles(['schema.graphql'])).flatMap(({ messages }) => messages);
const unseen = new Set(accepted.map(([begins]) => begins));
let wrong = 0;
for (const { ruleId, line, message } of findings) {
  const [begins] = accepted.find(([text]) => message.startsWith(text)) ?? [];
  if (begins) unseen.delete(begins);
  else {
    wrong += 1;
    stderr.write(`schema.graphql:${line}: ${message} (${ruleId})\n`);
  }
}
for (const begins of unseen) stderr.write(`accepted and no longer found, take it out: ${begins}\n`);
stdout.write(`${findings.length} findings, ${wrong} of them not accepted\n`);
exit(wrong || unseen.size ? 1 : 0);
