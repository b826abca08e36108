/** Money that comes: payments and deposits, and what they are for. */

/** What is open to pay on an account, the oldest first (domain R9), and the money that is not applied yet. */
export const OPEN_INVOICES = `
  query OpenInvoices($number: String!) {
    account(number: $number) {
      unreconciledCreditCents
      transactions(
        filter: { kinds: [INVOICE], statuses: [NOT_RECONCILED, PARTIALLY_RECONCILED, RECONCILED_WITH_PLANNED_PAYMENTS, RECONCILIATION_ERROR] }
        orderBy: { field: DATE }
        first: 200
      ) {
        totalCount
        nodes {
          id
          number
          kind
          date
          dueOn
          unreconciledCents
          items { id description unreconciledCents member { name } }
        }
      }
    }
  }
`;

export const MAKE_PAYMENT = `
  mutation MakePayment($input: MakePaymentInput!) {
    makePayment(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents paymentState unreconciledCents }
      reconciliations { amountCents debitItem { id } }
      account { balanceCents expectedBalanceCents }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
    }
  }
`;

export const CREATE_DEPOSIT = `
  mutation CreateDeposit($input: CreateDepositInput!) {
    createDeposit(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents paymentState unreconciledCents }
      reconciliations { amountCents debitItem { id } }
      account { balanceCents expectedBalanceCents }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
    }
  }
`;

export const PAY_BALANCE = `
  mutation PayBalance($input: PayBalanceInput!) {
    payBalance(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { id number amountCents paymentState unreconciledCents }
      reconciliations { amountCents debitItem { description transaction { number } } }
      account { balanceCents expectedBalanceCents }
    }
  }
`;

export const CONFIRM_PAYMENT = `
  mutation ConfirmPayment($input: ConfirmPaymentInput!) {
    confirmPayment(input: $input) {
      userErrors { code message field }
      transaction { number }
    }
  }
`;

export const FAIL_PAYMENT = `
  mutation FailPayment($input: FailPaymentInput!) {
    failPayment(input: $input) {
      userErrors { code message field }
      transaction { number }
      correction { number amountCents }
      released { amountCents debitItem { description transaction { number } } }
      account { balanceCents }
    }
  }
`;
