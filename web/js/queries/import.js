/** Importing a file. */

/** How long it may be: all of it is sent in one request. */
export const IMPORT_LIMIT = `query ImportLimit { viewer { maxBodyBytes } }`;

export const IMPORT_RECORDS = `
  mutation ImportRecords($input: ImportRecordsInput!) {
    importRecords(input: $input) {
      userErrors { message field row }
      batch { id }
      created
      unchanged
      faulty
      badRows
    }
  }
`;
