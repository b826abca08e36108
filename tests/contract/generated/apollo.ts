// The documents that graphql-codegen typed, sent by Apollo Client: compiled strictly, so that each result is of a known type.

import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import {
  AnyNodeDocument,
  FeedDocument,
  FirstAccountsDocument,
  LastAccountsDocument,
  OpenItemsDocument,
  TryInvoiceDocument,
} from './documents/graphql.js';
import type { CreateInvoiceInput } from './documents/graphql.js';

const [uri = '', token = ''] = process.argv.slice(2);
const client = new ApolloClient({
  link: new HttpLink({ uri, headers: { authorization: `Bearer ${token}` } }),
  cache: new InMemoryCache({ possibleTypes: {} }),
});

function given<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`Apollo: ${what} is missing`);
  return value;
}

function expect(right: boolean, what: string): void {
  if (!right) throw new Error(`Apollo: not ${what}`);
}

const first = given((await client.query({ query: FirstAccountsDocument, variables: { first: 2 } })).data, 'data').accounts;
expect(first.edges.length === 2 && first.pageInfo.hasNextPage && first.totalCount > 2, 'the first of more accounts');
const cursor: string = given(first.pageInfo.endCursor, 'a cursor');
const back = given((await client.query({ query: LastAccountsDocument, variables: { last: 1, before: cursor } })).data, 'data').accounts;
const account = given(first.edges[0], 'an account').node;
expect(back.nodes[0]?.id === account.id && !back.pageInfo.hasPreviousPage, 'the account before a cursor');

const node = given((await client.query({ query: AnyNodeDocument, variables: { id: account.id } })).data?.node, 'a node');
expect(node.__typename === 'Account' && node.number === account.number, 'the same account by its id');

const sorted = { orderBy: { field: 'DATE', direction: 'DESC' } } as const;
const open = given((await client.query({ query: OpenItemsDocument, variables: sorted })).data, 'data').unreconciledItems.nodes;
expect(open.every((item) => item.unreconciledCents > 0), 'open items');

const input: CreateInvoiceInput = {
  accountId: account.id,
  items: [{ description: 'Camp', ledgerCode: 'CAMP', amountCents: 1_250 }],
  dryRun: true,
};
const tried = await client.mutate({ mutation: TryInvoiceDocument, variables: { input, number: account.number } });
const invoice = given(tried.data, 'data').createInvoice;
expect(invoice.userErrors.length === 0 && invoice.transaction?.amountCents === 1_250, `tried: ${JSON.stringify(invoice)}`);
const balance: number = given(invoice.query?.account, 'the account afterwards').balanceCents;
expect(balance === account.balanceCents + 1_250, 'the balance as it would be');

const changes = given((await client.query({ query: FeedDocument, variables: {} })).data, 'data').changes;
expect(changes.nodes.length === 5, 'the first changes');
process.stdout.write('ok graphql-codegen and Apollo Client, strictly typed\n');
