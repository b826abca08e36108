/** Recording what is charged, credited, given back and planned. */

/** What an item may be recorded under, and for whom. */
export const ITEM_CHOICES = `
  query ItemChoices($number: String!) {
    ledgerCodes { code title }
    account(number: $number) { members { id name } }
  }
`;

export const CREATE_INVOICE = `
  mutation CreateInvoice($input: CreateInvoiceInput!) {
    createInvoice(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents unreconciledCents }
    }
  }
`;

export const CREATE_CREDIT = `
  mutation CreateCredit($input: CreateCreditInput!) {
    createCredit(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents unreconciledCents }
      account { balanceCents }
    }
  }
`;

export const CHECK_OUT = `
  mutation CheckOut($input: CheckoutInput!) {
    checkout(input: $input) {
      userErrors { code message field }
      batch { id }
      invoice { number amountCents items { description amountCents reconciledCents plannedCents unreconciledCents } }
      payment { id number unreconciledCents paymentState }
      plannedPayments { dueOn amountCents method }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
    }
  }
`;

/** Money that can be given back: what is open of credits that have arrived, the oldest first (domain R20). */
export const OPEN_CREDITS = `
  query OpenCredits($number: String!) {
    account(number: $number) {
      transactions(
        filter: { kinds: [PAYMENT, DEPOSIT, CREDIT, CANCELLATION], statuses: [NOT_RECONCILED, PARTIALLY_RECONCILED] }
        orderBy: { field: DATE }
        first: 200
      ) {
        nodes {
          id
          number
          kind
          date
          paymentState
          unreconciledCents
          items { id description unreconciledCents member { name } }
        }
      }
    }
  }
`;

export const RECORD_REFUND = `
  mutation RecordRefund($input: RecordRefundInput!) {
    recordRefund(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents unreconciledCents }
      account { balanceCents }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
    }
  }
`;

/** Invoices whose items may be cancelled, the newest first. */
export const INVOICES = `
  query Invoices($number: String!, $search: String) {
    account(number: $number) {
      transactions(filter: { kinds: [INVOICE], search: $search }, orderBy: { field: DATE, direction: DESC }, first: 100) {
        totalCount
        nodes {
          number
          date
          amountCents
          items { id description amountCents unreconciledCents plannedCents member { name } }
        }
      }
    }
  }
`;

/** The invoice whose items may be cancelled, where it is known. */
export const INVOICE = `
  query Invoice($number: String!) {
    transaction(number: $number) {
      number
      items { id description amountCents unreconciledCents plannedCents member { name } }
    }
  }
`;

export const CANCEL_ITEMS = `
  mutation CancelItems($input: CancelItemsInput!) {
    cancelItems(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents reconciledCents unreconciledCents }
      account { balanceCents }
    }
  }
`;

export const PLAN_PAYMENTS = `
  mutation PlanPayments($input: CreatePlannedPaymentsInput!) {
    createPlannedPayments(input: $input) {
      userErrors { code message field }
      batch { id }
      plannedPayments { id }
    }
  }
`;

export const RECONCILE_ACCOUNT = `
  mutation ReconcileAccount($input: ReconcileAccountInput!) {
    reconcileAccount(input: $input) {
      userErrors { code message field }
      batch { id }
      reconciliationCount
      job { id reconciliations }
      reconciliations {
        amountCents
        creditItem { transaction { number kind date } }
        debitItem { description transaction { number date } }
      }
    }
  }
`;
