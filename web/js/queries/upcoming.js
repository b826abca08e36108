/** Planned payments: what is to come. */

export const UPCOMING = `
  query Upcoming($search: String, $includeEnded: Boolean, $dueTo: Date, $first: Int!, $after: String) {
    plannedPayments(search: $search, includeEnded: $includeEnded, dueTo: $dueTo, first: $first, after: $after) {
      totalCount
      nodes {
        id
        dueOn
        amountCents
        method
        state
        externalId
        metadata { key value }
        account { number ownerName currency }
        transaction { number }
        reconciliations(first: 5) {
          totalCount
          nodes { amountCents debitItem { description transaction { number } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const DELETE_PLANNED_PAYMENT = `
  mutation DeletePlannedPayment($input: DeletePlannedPaymentInput!) {
    deletePlannedPayment(input: $input) {
      userErrors { code message field }
      batch { id }
      freed { description unreconciledCents transaction { number } }
    }
  }
`;

export const MODIFY_PLANNED_PAYMENT = `
  mutation ModifyPlannedPayment($input: ModifyPlannedPaymentInput!) {
    modifyPlannedPayment(input: $input) {
      userErrors { code message field }
      batch { id }
      freed { description unreconciledCents transaction { number } }
    }
  }
`;

export const PROCESS_PLANNED_PAYMENTS = `
  mutation ProcessPlannedPayments($input: ProcessPlannedPaymentsInput!) {
    processPlannedPayments(input: $input) {
      userErrors { code message field }
      batch { id }
      transactionCount
      transactions { amountCents method unreconciledCents account { ownerName currency } }
    }
  }
`;
