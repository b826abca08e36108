/** A transaction's reconciliations, and changing them. */

/** By its id or by its number: whichever the address holds. */
export const RECONCILIATIONS = `
  query Reconciliations($key: ID!, $number: String!, $after: String) {
    byId: transaction(id: $key) { ...Reconciled }
    byNumber: transaction(number: $number) { ...Reconciled }
  }
  fragment Reconciled on Transaction {
    id
    number
    kind
    side
    date
    description
    reference
    method
    paymentState
    amountCents
    reconciledCents
    plannedCents
    unreconciledCents
    status
    statusReason
    account { number ownerName currency }
    items { id description amountCents unreconciledCents status statusReason ledgerCode { code } member { name } }
    reconciliations(first: 500, after: $after) {
      totalCount
      edges {
        node {
          id
          amountCents
          origin
          recordedAt
          recordedBy
          faulty
          locked
          lockReason
          lockedBy { id }
          plannedPayment { dueOn method }
          creditItem { id }
          debitItem { id }
        }
        counterpart {
          id
          position
          description
          amountCents
          unreconciledCents
          transaction { id number kind date paymentState account { number } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** What is open on one side of an account, oldest first. */
export const OPEN_ITEMS = `
  query OpenItems($account: String!, $kinds: [TransactionKind!]!, $after: String) {
    account(number: $account) {
      transactions(
        filter: {
          kinds: $kinds
          statuses: [NOT_RECONCILED, PARTIALLY_RECONCILED, RECONCILED_WITH_PLANNED_PAYMENTS, RECONCILIATION_ERROR]
        }
        orderBy: { field: DATE, direction: ASC }
        first: 200
        after: $after
      ) {
        nodes {
          id
          number
          kind
          date
          paymentState
          reference
          unreconciledCents
          items { id description amountCents unreconciledCents member { name } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

/** What the account's open money may be for. */
export const SUGGESTIONS = `
  query Suggestions($account: String!) {
    account(number: $account) {
      suggestions(first: 100) {
        id
        sure
        reason
        counterEvidence
        amountCents
        creditItem { transaction { id number kind } }
        edges { amountCents debitItem { description transaction { id number kind } } }
      }
    }
  }
`;

/** How often suggestions that were called sure were right. */
export const SUGGESTION_QUALITY = `
  query SuggestionQuality {
    suggestionQuality {
      sure
      wrongSure
      precisionLow
    }
  }
`;

export const MODIFY_RECONCILIATIONS = `
  mutation ModifyReconciliations($input: ModifyReconciliationsInput!) {
    modifyReconciliations(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { status statusReason }
    }
  }
`;

export const CREATE_RECONCILIATIONS = `
  mutation CreateReconciliations($input: CreateReconciliationsInput!) {
    createReconciliations(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const DELETE_RECONCILIATIONS = `
  mutation DeleteReconciliations($input: DeleteReconciliationsInput!) {
    deleteReconciliations(input: $input) {
      userErrors { code message field }
      batch { id }
      releasedCount
    }
  }
`;

export const APPLY_SUGGESTION = `
  mutation ApplySuggestion($input: ApplySuggestionInput!) {
    applySuggestion(input: $input) {
      userErrors { code message field }
      batch { id }
      reconciliations { amountCents debitItem { description transaction { number kind } } }
    }
  }
`;
