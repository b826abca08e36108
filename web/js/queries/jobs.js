/** Long work over many accounts. */

/** Those that have not ended yet. */
export const RUNNING_JOBS = `
  query RunningJobs {
    jobs(unfinished: true, first: 5) {
      nodes { id kind done total }
    }
  }
`;

export const JOBS = `
  query Jobs($first: Int!, $after: String) {
    jobs(first: $first, after: $after) {
      totalCount
      nodes {
        id
        kind
        state
        done
        total
        reconciliations
        amounts { currency amountCents }
        errorCount
        recordedAt
        recordedBy
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const JOB = `
  query Job($id: ID!) {
    job(id: $id) {
      kind
      state
      done
      total
      reconciliations
      amounts { currency amountCents }
      imported { created unchanged faulty duplicates }
      documents { kind firstDay lastDay count keptUntil mails { waiting sent failed unknown } }
      errorCount
      errors { account { number ownerName } message }
      batch { id mutation undone partlyUndone }
      recordedAt
      recordedBy
      endedAt
      failure
    }
  }
`;

export const RECONCILE_ALL = `
  mutation ReconcileAllAccounts($input: ReconcileAllAccountsInput!) {
    reconcileAllAccounts(input: $input) {
      userErrors { code message field }
      job {
        id
        total
        reconciliations
        amounts { currency amountCents }
        errorCount
        errors { account { number ownerName } message }
      }
    }
  }
`;

export const CANCEL_JOB = `
  mutation CancelJob($input: CancelJobInput!) {
    cancelJob(input: $input) {
      userErrors { code message field }
      batch { id }
      job { done total }
    }
  }
`;

/** Accounts with unapplied money, the most first: those with something due besides are what reconciling all can change. */
export const ACCOUNTS_TO_RECONCILE = `
  query AccountsToReconcile {
    accounts(filter: { hasUnreconciled: true }, orderBy: { field: UNRECONCILED_CREDIT, direction: DESC }, first: 1000) {
      nodes { number ownerName currency unreconciledDebitCents unreconciledCreditCents }
      pageInfo { hasNextPage }
    }
  }
`;
