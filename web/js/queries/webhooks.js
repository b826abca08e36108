/** Endpoints to which changes are posted. */

export const WEBHOOKS = `
  query Webhooks($first: Int!, $after: String) {
    webhooks(first: $first, after: $after) {
      totalCount
      nodes {
        id url kinds state position failingSince nextAttemptAt gaveUpAt formerUntil
        deliveries(first: 5) { nodes { id position kind attempts status failure deliveredAt nextAttemptAt } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const CREATE_WEBHOOK = `
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      userErrors { code message field }
      batch { id }
      secret
      webhook { id url }
    }
  }
`;

export const UPDATE_WEBHOOK = `
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      userErrors { code message field }
      batch { id }
      webhook { id url state }
    }
  }
`;

export const ROTATE_WEBHOOK_SECRET = `
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      userErrors { code message field }
      batch { id }
      secret
      webhook { id url }
    }
  }
`;

export const REPLAY_WEBHOOK = `
  mutation ReplayWebhook($input: ReplayWebhookInput!) {
    replayWebhook(input: $input) {
      userErrors { code message field }
      batch { id }
      webhook { id url }
    }
  }
`;
