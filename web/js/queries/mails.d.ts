// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { ErrorCode, MailFailure, MailState, SendDocumentInput, SendDocumentsInput, SendMailAgainInput } from "../../types/schema.js";

export type MailsVariables = {
  account?: string | null;
  job?: string | null;
  first: number;
  after?: string | null;
};

export type Mails = {
  mails: Mails_mails;
};

export type Mails_mails = {
  totalCount: number;
  nodes: Mails_mails_nodes[];
  pageInfo: Mails_mails_pageInfo;
};

export type Mails_mails_nodes = {
  id: string;
  account: Mails_mails_nodes_account;
  toEmail: string;
  subject: string;
  state: MailState;
  failure: MailFailure | null;
  recordedAt: string;
  recordedBy: string;
  sentAt: string | null;
  nextAttemptAt: string | null;
  withdrawnAt: string | null;
};

export type Mails_mails_nodes_account = {
  number: string;
  ownerName: string;
};

export type Mails_mails_pageInfo = {
  hasNextPage: boolean;
  endCursor: string | null;
};

export type SendDocumentVariables = {
  input: SendDocumentInput;
};

export type SendDocument = {
  sendDocument: SendDocument_sendDocument;
};

export type SendDocument_sendDocument = {
  userErrors: SendDocument_sendDocument_userErrors[];
  batch: SendDocument_sendDocument_batch | null;
  mail: SendDocument_sendDocument_mail | null;
};

export type SendDocument_sendDocument_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type SendDocument_sendDocument_batch = {
  id: string;
};

export type SendDocument_sendDocument_mail = {
  id: string;
  toEmail: string;
  subject: string;
  message: string;
};

export type SendDocumentsVariables = {
  input: SendDocumentsInput;
};

export type SendDocuments = {
  sendDocuments: SendDocuments_sendDocuments;
};

export type SendDocuments_sendDocuments = {
  userErrors: SendDocuments_sendDocuments_userErrors[];
  batch: SendDocuments_sendDocuments_batch | null;
  job: SendDocuments_sendDocuments_job | null;
};

export type SendDocuments_sendDocuments_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type SendDocuments_sendDocuments_batch = {
  id: string;
};

export type SendDocuments_sendDocuments_job = {
  id: string;
  total: number;
  errorCount: number;
  errors: SendDocuments_sendDocuments_job_errors[];
};

export type SendDocuments_sendDocuments_job_errors = {
  account: SendDocuments_sendDocuments_job_errors_account;
  message: string;
};

export type SendDocuments_sendDocuments_job_errors_account = {
  number: string;
  ownerName: string;
};

export type SendMailAgainVariables = {
  input: SendMailAgainInput;
};

export type SendMailAgain = {
  sendMailAgain: SendMailAgain_sendMailAgain;
};

export type SendMailAgain_sendMailAgain = {
  userErrors: SendMailAgain_sendMailAgain_userErrors[];
  batch: SendMailAgain_sendMailAgain_batch | null;
  mail: SendMailAgain_sendMailAgain_mail | null;
};

export type SendMailAgain_sendMailAgain_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type SendMailAgain_sendMailAgain_batch = {
  id: string;
};

export type SendMailAgain_sendMailAgain_mail = {
  id: string;
  toEmail: string;
};

export const MAILS: Document<Mails, MailsVariables>;
export const SEND_DOCUMENT: Document<SendDocument, SendDocumentVariables>;
export const SEND_DOCUMENTS: Document<SendDocuments, SendDocumentsVariables>;
export const SEND_MAIL_AGAIN: Document<SendMailAgain, SendMailAgainVariables>;
