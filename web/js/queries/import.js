/** Importing a file. */

/** How long it may be: all of it is sent in one request. */
export const IMPORT_LIMIT = `query ImportLimit { viewer { maxBodyBytes } fileMappings { name kind } }`;

export const IMPORT_RECORDS = `
  mutation ImportRecords($input: ImportRecordsInput!) {
    importRecords(input: $input) {
      userErrors { message field row }
      batch { id }
      created
      unchanged
      faulty
      badRows
      understood { encoding separator columns { column header } dates decimals ignoredColumns rows }
      duplicates
    }
  }
`;

/** The same for who may see jobs and accounts: a large file is published by a job, and rows may resemble recorded money. */
export const IMPORT_LARGE_RECORDS = `
  mutation ImportLargeRecords($input: ImportRecordsInput!) {
    importRecords(input: $input) {
      userErrors { message field row }
      batch { id }
      created
      unchanged
      faulty
      badRows
      understood { encoding separator columns { column header } dates decimals ignoredColumns rows }
      duplicates
      duplicateRows { row transaction { number } }
      possibleDuplicates { number kind date amountCents currency reference account { number ownerName } }
      job { id }
    }
  }
`;

/** How far a large file is published. */
export const PUBLISHING = `
  query Publishing($id: ID!) {
    job(id: $id) { state done total failure batch { id } imported { created unchanged faulty duplicates } }
  }
`;
