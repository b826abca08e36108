/** Ledger codes. */

export const LEDGER_CODES = `
  query LedgerCodes($includeArchived: Boolean!) {
    ledgerCodes(includeArchived: $includeArchived) { id code title archived externalId metadata { key value } }
  }
`;

export const CREATE_LEDGER_CODE = `
  mutation CreateLedgerCode($input: CreateLedgerCodeInput!) {
    createLedgerCode(input: $input) {
      userErrors { code message field }
      batch { id }
      ledgerCode { code }
    }
  }
`;

export const UPDATE_LEDGER_CODE = `
  mutation UpdateLedgerCode($input: UpdateLedgerCodeInput!) {
    updateLedgerCode(input: $input) {
      userErrors { code message field }
      batch { id }
      ledgerCode { code }
    }
  }
`;
