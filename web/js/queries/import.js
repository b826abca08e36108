/** Importing a file. */

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
