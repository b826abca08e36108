/** What contradicts in the database. */

export const INTEGRITY = `
  query Integrity {
    integrityReport {
      clean
      complete
      checkedAt
      findingCount
      supportContact
      findings {
        rule
        where
        message
        remedy
        account { number ownerName }
        transaction { number }
        item { transaction { number } }
        reconciliation { debitItem { transaction { number } } }
      }
    }
  }
`;

/** For whoever may manage access but see no billing. */
export const INTEGRITY_ALONE = `
  query IntegrityAlone {
    integrityReport {
      clean
      complete
      checkedAt
      findingCount
      supportContact
      findings { rule where message remedy }
    }
  }
`;
