/** Mending what was recorded: changed details, payments on the wrong account, write-offs. */

export const UPDATE_TRANSACTION = `
  mutation UpdateTransaction($input: UpdateTransactionInput!) {
    updateTransaction(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { number }
    }
  }
`;

/** Accounts to which a payment may belong. */
export const ACCOUNTS_FOUND = `
  query AccountsFound($search: String, $currency: String!) {
    accounts(search: $search, filter: { currency: $currency }, orderBy: { field: OWNER_NAME }, first: 20) {
      totalCount
      nodes { id number ownerName members { name } balanceCents }
    }
  }
`;

export const MOVE_PAYMENT = `
  mutation MovePayment($input: MovePaymentInput!) {
    movePayment(input: $input) {
      userErrors { code message field }
      batch { id }
      correction { number }
      transaction { id number amountCents unreconciledCents account { number ownerName balanceCents } }
    }
  }
`;

/** What an invoice has open, and the ledger codes under which it may be written off. */
export const WRITE_OFF_CHOICES = `
  query WriteOffChoices($number: String!) {
    ledgerCodes { code title }
    transaction(number: $number) {
      items { id description unreconciledCents member { name } }
    }
  }
`;

export const WRITE_OFF = `
  mutation WriteOff($input: WriteOffInput!) {
    writeOff(input: $input) {
      userErrors { code message field }
      batch { id }
      transaction { number amountCents }
      account { balanceCents }
    }
  }
`;
