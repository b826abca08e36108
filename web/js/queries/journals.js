/** Journals for the ledger: what a period posts, and what was exported. */

export const JOURNAL_OF_PERIOD = `
  query JournalOfPeriod($period: PeriodInput!, $currency: String, $first: Int!, $after: String) {
    journal(period: $period, currency: $currency) {
      currency firstDay lastDay debitCents creditCents
      lines(first: $first, after: $after) {
        totalCount
        nodes { date account description debitCents creditCents reference }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

export const JOURNALS = `
  query Journals($first: Int, $after: String) {
    journals(first: $first, after: $after) {
      totalCount
      nodes { id number currency firstDay lastDay debitCents correction recordedAt recordedBy }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const PERIOD_FILE = `
  query PeriodFile($period: PeriodInput!, $currency: String, $format: JournalFormat!) {
    journal(period: $period, currency: $currency) { file(format: $format) }
  }
`;

export const JOURNAL_FILE = `
  query JournalFile($id: ID!, $format: JournalFormat!) {
    node(id: $id) { ... on Journal { file(format: $format) } }
  }
`;

export const EXPORT_JOURNAL = `
  mutation ExportJournal($input: ExportJournalInput!) {
    exportJournal(input: $input) {
      journal {
        id number currency firstDay lastDay debitCents correction
        lines(first: 1) { totalCount nodes { date } }
      }
      userErrors { code message field }
      batch { id }
    }
  }
`;
