/** What is charged again each period. */

export const SUBSCRIPTIONS = `
  query Subscriptions($number: String!) {
    account(number: $number) {
      subscriptions(first: 100) {
        nodes { id description amountCents interval method startsOn endsOn nextOn paused ledgerCode { code } member { id name } }
      }
    }
  }
`;

export const CREATE_SUBSCRIPTION = `
  mutation CreateSubscription($input: CreateSubscriptionInput!) {
    createSubscription(input: $input) {
      userErrors { code message field }
      batch { id }
      subscription { description }
    }
  }
`;

export const UPDATE_SUBSCRIPTION = `
  mutation UpdateSubscription($input: UpdateSubscriptionInput!) {
    updateSubscription(input: $input) {
      userErrors { code message field }
      batch { id }
      subscription { description paused nextOn }
    }
  }
`;

export const CANCEL_SUBSCRIPTION = `
  mutation CancelSubscription($input: CancelSubscriptionInput!) {
    cancelSubscription(input: $input) {
      userErrors { code message field }
      batch { id }
      subscription { description endsOn }
    }
  }
`;

export const CHARGE_SUBSCRIPTIONS = `
  mutation ChargeSubscriptions($input: ChargeSubscriptionsInput!) {
    chargeSubscriptions(input: $input) {
      userErrors { code message field }
      batch { id }
      chargedCount
      accountErrors { message account { number ownerName } }
      invoices { date amountCents description account { ownerName currency } }
    }
  }
`;
