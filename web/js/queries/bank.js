/** The organisation's own bank accounts: their statements, their lines, and what explains a line. */

export const BANK_ACCOUNTS = `
  query BankAccounts($first: Int!, $after: String) {
    bankAccounts(first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        currency
        iban
        number
        openLines
        openCents
        statements(first: 1) { nodes { lastDay closingCents } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const BANK_ACCOUNT = `
  query BankAccount($id: ID!) {
    node(id: $id) {
      ... on BankAccount {
        id
        name
        currency
        iban
        number
        openLines
        openCents
        statements(first: 1) { totalCount nodes { lastDay closingCents } }
      }
    }
  }
`;

/** The lines of a bank account, each with what explains it. */
export const BANK_LINES = `
  query BankLines($id: ID!, $filter: BankLineFilter, $orderBy: BankLineOrder, $first: Int!, $after: String) {
    node(id: $id) {
      ... on BankAccount {
        lines(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
          totalCount
          nodes {
            id
            bookedOn
            valueOn
            amountCents
            explainedCents
            feeCents
            payerName
            payerAccount
            text
            structuredReference
            bankId
            status
            ignoredReason
            parts {
              id
              kind
              amountCents
              reason
              recordedAt
              recordedBy
              transaction { id number kind account { number ownerName } }
            }
          }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`;

export const BANK_STATEMENTS = `
  query BankStatements($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      ... on BankAccount {
        statements(first: $first, after: $after) {
          totalCount
          nodes { id format firstDay lastDay openingCents closingCents lineCount recordedAt recordedBy batch { id } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`;

export const CREATE_BANK_ACCOUNT = `
  mutation CreateBankAccount($input: CreateBankAccountInput!) {
    createBankAccount(input: $input) {
      userErrors { code message field }
      batch { id }
      bankAccount { id name }
    }
  }
`;

export const IMPORT_BANK_STATEMENT = `
  mutation ImportBankStatement($input: ImportBankStatementInput!) {
    importBankStatement(input: $input) {
      userErrors { code message field }
      batch { id }
      created
      unchanged
      job { id }
      statements { format firstDay lastDay openingCents closingCents lineCount }
      understood { encoding separator columns { column header } dates decimals ignoredColumns rows }
    }
  }
`;

/** Recorded money that may be on a line: of accounts that a search finds, what the search finds itself and the latest. */
export const MONEY_FOUND = `
  query MoneyFound($search: String!, $currency: String!, $kinds: [TransactionKind!]!, $period: PeriodInput) {
    accounts(search: $search, filter: { currency: $currency }, first: 25) {
      pageInfo { hasNextPage }
      nodes {
        number
        ownerName
        found: transactions(filter: { kinds: $kinds, search: $search, period: $period }, orderBy: { field: DATE, direction: DESC }, first: 10) {
          nodes { ...Money }
        }
        latest: transactions(filter: { kinds: $kinds, period: $period }, orderBy: { field: DATE, direction: DESC }, first: 10) {
          nodes { ...Money }
        }
      }
    }
  }
  fragment Money on Transaction {
    id
    number
    kind
    date
    method
    paymentState
    reference
    amountCents
    bankLines { id bookedOn parts { amountCents transaction { id } } }
  }
`;

export const MATCH_BANK_LINE = `
  mutation MatchBankLine($input: MatchBankLineInput!) {
    matchBankLine(input: $input) {
      userErrors { code message field }
      batch { id }
      bankLine { amountCents explainedCents }
    }
  }
`;

export const UNMATCH_BANK_LINE = `
  mutation UnmatchBankLine($input: UnmatchBankLineInput!) {
    unmatchBankLine(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const IGNORE_BANK_LINE = `
  mutation IgnoreBankLine($input: IgnoreBankLineInput!) {
    ignoreBankLine(input: $input) {
      userErrors { code message field }
      batch { id }
    }
  }
`;

export const RECORD_FROM_BANK_LINE = `
  mutation RecordFromBankLine($input: RecordFromBankLineInput!) {
    recordFromBankLine(input: $input) {
      userErrors { code message field }
      batch { id }
      bankLine { amountCents explainedCents }
      transactions { id number kind amountCents unreconciledCents account { ownerName balanceCents } }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
    }
  }
`;

/** For which accounts someone paid before. */
export const PAID_BEFORE = `
  query PaidBefore($search: String!) {
    payers(search: $search, first: 3) { nodes { name payerAccount accounts { id number ownerName currency } } }
  }
`;

/** What a line may be: recorded money to match, or money to record on an account with what it would pay. */
export const BANK_PROPOSALS = `
  query BankProposals($id: ID!) {
    node(id: $id) {
      ... on BankLine {
        suggestions {
          id
          sure
          reason
          counterEvidence
          account { number ownerName }
          transaction { number kind date }
          edges { amountCents debitItem { description transaction { number } } }
        }
      }
    }
  }
`;

/** The best proposal of each of the first lines that are to be explained. */
export const BANK_SURE = `
  query BankSure($id: ID!) {
    node(id: $id) {
      ... on BankAccount {
        lines(filter: { statuses: [OPEN, PARTLY_EXPLAINED] }, first: 100) { nodes { amountCents explainedCents suggestions(first: 1) { id sure } } }
      }
    }
  }
`;

export const APPLY_BANK_PROPOSALS = `
  mutation ApplyBankProposals($input: ApplyBankLineSuggestionsInput!) {
    applyBankLineSuggestions(input: $input) {
      userErrors { code message field row }
      batch { id }
      bankLineCount
      transactionCount
      job { id }
    }
  }
`;
