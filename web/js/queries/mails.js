/** Documents by e-mail: what was sent, and sending. */

export const MAILS = `
  query Mails($account: ID, $job: ID, $first: Int!, $after: String) {
    mails(accountId: $account, jobId: $job, first: $first, after: $after) {
      totalCount
      nodes {
        id
        account { number ownerName }
        toEmail
        subject
        state
        failure
        recordedAt
        recordedBy
        sentAt
        nextAttemptAt
        withdrawnAt
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const SEND_DOCUMENT = `
  mutation SendDocument($input: SendDocumentInput!) {
    sendDocument(input: $input) {
      userErrors { code message field }
      batch { id }
      mail { id toEmail subject message }
    }
  }
`;

export const SEND_DOCUMENTS = `
  mutation SendDocuments($input: SendDocumentsInput!) {
    sendDocuments(input: $input) {
      userErrors { code message field }
      batch { id }
      job { id total errorCount errors { account { number ownerName } message } }
    }
  }
`;

export const SEND_MAIL_AGAIN = `
  mutation SendMailAgain($input: SendMailAgainInput!) {
    sendMailAgain(input: $input) {
      userErrors { code message field }
      batch { id }
      mail { id toEmail }
    }
  }
`;
