// What Relay's compiler compiles: a list that is read in both directions, refetched, and shown again after a mutation.

const { graphql } = require('relay-runtime');

graphql`
  query relayAccountsQuery($count: Int!) {
    ...relayFirst @arguments(count: $count)
    ...relayLast @arguments(count: $count)
  }
`;

graphql`
  fragment relayFirst on Query @refetchable(queryName: "relayNextQuery") @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    accounts(first: $count, after: $cursor) @connection(key: "relayFirst_accounts") {
      edges { node { ...relayAccount } }
    }
  }
`;

graphql`
  fragment relayLast on Query @refetchable(queryName: "relayPreviousQuery") @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" }) {
    latest: accounts(last: $count, before: $cursor) @connection(key: "relayLast_latest") {
      edges { node { ...relayAccount } }
    }
  }
`;

graphql`
  fragment relayAccount on Account @refetchable(queryName: "relayAccountQuery") {
    id
    number
    balanceCents
  }
`;

graphql`
  mutation relayInvoiceMutation($input: CreateInvoiceInput!, $count: Int!) {
    createInvoice(input: $input) {
      userErrors { code message field }
      transaction { id amountCents }
      query { ...relayFirst @arguments(count: $count) }
    }
  }
`;
