// Follows the changes of a running server by the npm packages graphql-ws, Apollo Client and urql; ends with 1 unless all is well.
//
//   npm install --prefix /tmp/live graphql@16 graphql-ws@6 ws@8 @apollo/client@4 rxjs@7 @urql/core@6
//   NODE_PATH=/tmp/live/node_modules node tests/contract/live.mjs http://127.0.0.1:8000/graphql TOKEN

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv, cwd, exit, stderr, stdout } from 'node:process';

const [url, token] = argv.slice(2);
if (!token) {
  stderr.write('usage: node live.mjs URL TOKEN\n');
  exit(2);
}

// require() also looks into NODE_PATH, which import does not.
const require = createRequire(join(cwd(), 'live.mjs'));
const { createClient } = require('graphql-ws');
const webSocketImpl = require('ws');
const { ApolloClient, InMemoryCache, gql } = require('@apollo/client');
const { GraphQLWsLink } = require('@apollo/client/link/subscriptions');
const urql = require('@urql/core');

const headers = { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` };
const FOLLOW = 'subscription Follow($after: String) { changes(after: $after) { position kind objectId } }';

async function post(query) {
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await answer.json()).data;
}

let position;

function client(bearer = token) {
  return createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl,
    retryAttempts: 0,
    connectionParams: { Authorization: `Bearer ${bearer}` },
    on: { connected: (_socket, payload) => (position ??= payload.position) },
  });
}

let codes = 0;
const record = () => post(`mutation { createLedgerCode(input: { code: "LIVE${process.pid}X${++codes}", title: "Live" }) { ledgerCode { id } } }`);

function within(promise, what) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`${what}: nothing came`)), 10_000))]);
}

function expect(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}`);
  stdout.write(`ok ${what}\n`);
}

const kindOf = ({ data, errors, error }) => data?.changes?.kind ?? errors ?? error;

/** By graphql-ws alone, which also knows what it may not do. */
async function graphqlWs() {
  const one = client();
  const events = one.iterate({ query: FOLLOW, variables: { after: '0' } });
  expect(Boolean((await within(events.next(), 'graphql-ws')).value.data.changes.position), true, 'graphql-ws from the beginning');
  await events.return();
  const later = one.iterate({ query: FOLLOW, variables: { after: position } });
  const first = later.next();
  await record();
  expect(kindOf((await within(first, 'graphql-ws')).value), 'LEDGER_CODE_CREATED', 'graphql-ws from a position');
  await later.return();
  const query = one.iterate({ query: '{ viewer { name } }' });
  const refused = await within(query.next().then(() => 'answered', (errors) => errors[0].extensions.code), 'graphql-ws');
  expect(refused, 'BAD_USER_INPUT', 'graphql-ws is not answered a query');
  await one.dispose();
  const nobody = client('nobody').iterate({ query: FOLLOW });
  const closed = await within(nobody.next().then(() => 'let in', ({ code }) => code), 'graphql-ws');
  expect(closed, 4403, 'graphql-ws is not let in by a wrong token');
}

async function apollo() {
  const one = client();
  const apolloClient = new ApolloClient({ link: new GraphQLWsLink(one), cache: new InMemoryCache() });
  const came = new Promise((resolve, reject) => {
    apolloClient.subscribe({ query: gql(FOLLOW), variables: { after: position } }).subscribe({ next: resolve, error: reject });
  });
  await record();
  expect(kindOf(await within(came, 'Apollo Client')), 'LEDGER_CODE_CREATED', 'Apollo Client');
  apolloClient.stop();
  await one.dispose();
}

async function urqlCore() {
  const one = client();
  const exchange = urql.subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({ subscribe: (sink) => ({ unsubscribe: one.subscribe({ query, variables }, sink) }) }),
  });
  const urqlClient = urql.createClient({ url, exchanges: [exchange], preferGetMethod: false });
  let unsubscribe;
  const came = new Promise((resolve) => {
    ({ unsubscribe } = urqlClient.subscription(FOLLOW, { after: position }).subscribe(resolve));
  });
  await record();
  expect(kindOf(await within(came, 'urql')), 'LEDGER_CODE_CREATED', 'urql');
  unsubscribe();
  await one.dispose();
}

await graphqlWs();
await apollo();
await urqlCore();
exit(0);
