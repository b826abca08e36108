// Compiles generated/'s operations as Relay and graphql-codegen do, and sends them to a running server; ends with 1 unless all is well.
//
//   npm install --prefix /tmp/generated graphql@16 relay-compiler@21 relay-runtime@21 @graphql-codegen/cli@7
//       @graphql-codegen/client-preset@6 typescript@5.9 @apollo/client@4 rxjs@7
//   NODE_PATH=/tmp/generated/node_modules node tests/contract/generated.mjs http://127.0.0.1:8000/graphql TOKEN

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, cwd, env, execPath, exit, stderr, stdout } from 'node:process';
import { promisify } from 'node:util';

const [url, token] = argv.slice(2);
if (!token) {
  stderr.write('usage: node generated.mjs URL TOKEN\n');
  exit(2);
}
const schema = join(cwd(), 'schema.graphql');
const sources = join(import.meta.dirname, 'generated');

// A folder with the packages in it: the compilers and what they write look for them there.
const folder = await mkdtemp(join(tmpdir(), 'generated-'));
await symlink(env.NODE_PATH, join(folder, 'node_modules'));
const require = createRequire(join(folder, 'any.js'));
const run = promisify(execFile);

function expect(right, what) {
  if (!right) throw new Error(`Relay: not ${what}`);
}

async function relay() {
  const source = join(folder, 'relay');
  await cp(join(sources, 'relay.js'), join(source, 'relay.js'));
  await cp(schema, join(source, 'schema.graphql'));
  const config = { src: '.', schema: './schema.graphql', language: 'javascript', eagerEsModules: false };
  await writeFile(join(source, 'relay.config.json'), JSON.stringify(config));
  await run(require('relay-compiler'), ['relay.config.json'], { cwd: source });

  const { Environment, Network, RecordSource, Store, commitMutation, createOperationDescriptor, fetchQuery, getRequest, getSelector } = require('relay-runtime');
  const compiled = (name) => require(join(source, '__generated__', `${name}.graphql.js`));
  const send = async ({ text: query }, variables) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
  };
  const environment = new Environment({ network: Network.create(send), store: new Store(new RecordSource()) });
  const read = (fragment, reference) => environment.lookup(getSelector(compiled(fragment), reference)).data;

  const root = await fetchQuery(environment, compiled('relayAccountsQuery'), { count: 2 }).toPromise();
  const first = read('relayFirst', root).accounts;
  const last = read('relayLast', root).latest;
  expect(first.edges.length === 2 && first.pageInfo.hasNextPage, 'the first accounts');
  expect(last.edges.length === 2 && last.pageInfo.hasPreviousPage, 'the last accounts');
  for (const [query, cursor] of [['relayNextQuery', first.pageInfo.endCursor], ['relayPreviousQuery', last.pageInfo.startCursor]]) {
    await fetchQuery(environment, compiled(query), { count: 2, cursor }).toPromise();
  }
  const again = environment.lookup(createOperationDescriptor(getRequest(compiled('relayAccountsQuery')), { count: 2 }).fragment).data;
  expect(read('relayFirst', again).accounts.edges.length === 4, 'the next accounts behind the first');
  expect(read('relayLast', again).latest.edges.length === 4, 'the previous accounts before the last');

  const account = read('relayAccount', first.edges[0].node);
  const refetched = await fetchQuery(environment, compiled('relayAccountQuery'), { id: account.id }).toPromise();
  expect(refetched.node.__id === account.id, 'an account by its node');
  const items = [{ description: 'Camp', ledgerCode: 'CAMP', amountCents: 1_250 }];
  const variables = { input: { accountId: account.id, items, dryRun: true }, count: 2 };
  const tried = await new Promise((onCompleted, onError) => {
    commitMutation(environment, { mutation: compiled('relayInvoiceMutation'), variables, onCompleted: ({ createInvoice }) => onCompleted(createInvoice), onError });
  });
  const shown = read('relayAccount', read('relayFirst', tried.query).accounts.edges[0].node);
  expect(tried.transaction.amountCents === 1_250 && shown.balanceCents === account.balanceCents + 1_250, 'the balance after a mutation');
  stdout.write('ok Relay: its compiler, and its store\n');
}

async function apollo() {
  const source = join(folder, 'apollo');
  await cp(join(sources, 'apollo.ts'), join(source, 'apollo.ts'));
  await writeFile(join(source, 'package.json'), '{ "type": "module" }');
  const { generate } = require('@graphql-codegen/cli');
  await generate({
    schema,
    documents: join(sources, 'operations.graphql'),
    silent: true,
    generates: {
      [join(source, 'documents/')]: {
        preset: 'client',
        presetConfig: { fragmentMasking: false },
        config: { strictScalars: true, scalars: { Cents: 'number', Date: 'string', DateTime: 'string', JSON: 'unknown' }, useTypeImports: true },
      },
    },
  });
  const strict = '--strict --noUncheckedIndexedAccess --target es2022 --module nodenext --skipLibCheck --types node'.split(' ');
  await run(execPath, [require.resolve('typescript/bin/tsc'), ...strict, '--outDir', 'out', 'apollo.ts'], { cwd: source });
  await cp(join(source, 'package.json'), join(source, 'out/package.json'));
  stdout.write((await run(execPath, ['out/apollo.js', url, token], { cwd: source })).stdout);
}

let failed = false;
for (const client of [relay, apollo]) {
  try {
    await client();
  } catch (error) {
    failed = true;
    stderr.write(`${client.name}: ${error.stderr || error.stdout || error.stack}\n`);
  }
}
await rm(folder, { recursive: true });
exit(failed ? 1 : 0);
