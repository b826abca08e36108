// Written by python -m tests.tools.page_types; do not edit.
import type { Document } from "../../types/document.js";
import type { CancelSubscriptionInput, ChargeSubscriptionsInput, CreateSubscriptionInput, ErrorCode, PaymentMethod, SubscriptionInterval, UpdateSubscriptionInput } from "../../types/schema.js";

export type SubscriptionsVariables = {
  number: string;
};

export type Subscriptions = {
  account: Subscriptions_account | null;
};

export type Subscriptions_account = {
  subscriptions: Subscriptions_account_subscriptions;
};

export type Subscriptions_account_subscriptions = {
  nodes: Subscriptions_account_subscriptions_nodes[];
};

export type Subscriptions_account_subscriptions_nodes = {
  id: string;
  description: string;
  amountCents: number;
  interval: SubscriptionInterval;
  method: PaymentMethod;
  startsOn: string;
  endsOn: string | null;
  nextOn: string | null;
  paused: boolean;
  ledgerCode: Subscriptions_account_subscriptions_nodes_ledgerCode;
  member: Subscriptions_account_subscriptions_nodes_member | null;
};

export type Subscriptions_account_subscriptions_nodes_ledgerCode = {
  code: string;
};

export type Subscriptions_account_subscriptions_nodes_member = {
  id: string;
  name: string;
};

export type CreateSubscriptionVariables = {
  input: CreateSubscriptionInput;
};

export type CreateSubscription = {
  createSubscription: CreateSubscription_createSubscription;
};

export type CreateSubscription_createSubscription = {
  userErrors: CreateSubscription_createSubscription_userErrors[];
  batch: CreateSubscription_createSubscription_batch | null;
  subscription: CreateSubscription_createSubscription_subscription | null;
};

export type CreateSubscription_createSubscription_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CreateSubscription_createSubscription_batch = {
  id: string;
};

export type CreateSubscription_createSubscription_subscription = {
  description: string;
};

export type UpdateSubscriptionVariables = {
  input: UpdateSubscriptionInput;
};

export type UpdateSubscription = {
  updateSubscription: UpdateSubscription_updateSubscription;
};

export type UpdateSubscription_updateSubscription = {
  userErrors: UpdateSubscription_updateSubscription_userErrors[];
  batch: UpdateSubscription_updateSubscription_batch | null;
  subscription: UpdateSubscription_updateSubscription_subscription | null;
};

export type UpdateSubscription_updateSubscription_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type UpdateSubscription_updateSubscription_batch = {
  id: string;
};

export type UpdateSubscription_updateSubscription_subscription = {
  description: string;
  paused: boolean;
  nextOn: string | null;
};

export type CancelSubscriptionVariables = {
  input: CancelSubscriptionInput;
};

export type CancelSubscription = {
  cancelSubscription: CancelSubscription_cancelSubscription;
};

export type CancelSubscription_cancelSubscription = {
  userErrors: CancelSubscription_cancelSubscription_userErrors[];
  batch: CancelSubscription_cancelSubscription_batch | null;
  subscription: CancelSubscription_cancelSubscription_subscription | null;
};

export type CancelSubscription_cancelSubscription_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type CancelSubscription_cancelSubscription_batch = {
  id: string;
};

export type CancelSubscription_cancelSubscription_subscription = {
  description: string;
  endsOn: string | null;
};

export type ChargeSubscriptionsVariables = {
  input: ChargeSubscriptionsInput;
};

export type ChargeSubscriptions = {
  chargeSubscriptions: ChargeSubscriptions_chargeSubscriptions;
};

export type ChargeSubscriptions_chargeSubscriptions = {
  userErrors: ChargeSubscriptions_chargeSubscriptions_userErrors[];
  batch: ChargeSubscriptions_chargeSubscriptions_batch | null;
  chargedCount: number | null;
  accountErrors: ChargeSubscriptions_chargeSubscriptions_accountErrors[];
  invoices: ChargeSubscriptions_chargeSubscriptions_invoices[];
};

export type ChargeSubscriptions_chargeSubscriptions_userErrors = {
  code: ErrorCode;
  message: string;
  field: string[] | null;
};

export type ChargeSubscriptions_chargeSubscriptions_batch = {
  id: string;
};

export type ChargeSubscriptions_chargeSubscriptions_accountErrors = {
  message: string;
  account: ChargeSubscriptions_chargeSubscriptions_accountErrors_account;
};

export type ChargeSubscriptions_chargeSubscriptions_accountErrors_account = {
  number: string;
  ownerName: string;
};

export type ChargeSubscriptions_chargeSubscriptions_invoices = {
  date: string;
  amountCents: number;
  description: string;
  account: ChargeSubscriptions_chargeSubscriptions_invoices_account;
};

export type ChargeSubscriptions_chargeSubscriptions_invoices_account = {
  ownerName: string;
  currency: string;
};

export const SUBSCRIPTIONS: Document<Subscriptions, SubscriptionsVariables>;
export const CREATE_SUBSCRIPTION: Document<CreateSubscription, CreateSubscriptionVariables>;
export const UPDATE_SUBSCRIPTION: Document<UpdateSubscription, UpdateSubscriptionVariables>;
export const CANCEL_SUBSCRIPTION: Document<CancelSubscription, CancelSubscriptionVariables>;
export const CHARGE_SUBSCRIPTIONS: Document<ChargeSubscriptions, ChargeSubscriptionsVariables>;
