webhooks-new = New webhook
webhooks-paused-now = Webhook paused.
webhooks-resumed = Webhook resumed. What it missed is sent now.
webhooks-endpoint = Endpoint
webhooks-state = State
webhooks-deliveries = Latest deliveries
webhooks-actions = Actions
webhooks-pause = Pause
webhooks-resume = Resume
webhooks-again = Send again
webhooks-rotate = Rotate secret
webhooks-the-webhooks = webhooks
webhooks-none = No webhooks yet.
webhooks-none-how = A webhook posts what happens here to an address of yours, as it happens.
webhooks-title = Webhooks
webhooks-delivered-to = delivered up to { $position }
webhooks-gave-up = Paused: its endpoint kept failing
webhooks-since = since { $moment }
webhooks-since-next = since { $moment }, next try { $next }
webhooks-paused = Paused
webhooks-failing = Failing
webhooks-active = Active
webhooks-former = former secret signs until { $moment }
webhooks-none-delivered = none yet
webhooks-delivered = delivered { $moment }
webhooks-tries = { $count } tries

## Dialogs

webhooks-stops-now = Stops now
webhooks-one-day = Signs too for 1 day
webhooks-one-week = Signs too for 1 week
webhooks-enter-address = Enter an address.
webhooks-from-now = Everything that happens from now on is posted to this address, in order.
webhooks-address = Address
webhooks-address-hint = For example, https://shop.example.org/tieout
webhooks-create = Create webhook
webhooks-created = Webhook created.
webhooks-new-secret = { $address } gets a new secret. This can't be undone.
webhooks-former-secret = Former secret
webhooks-former-hint = Time to bring the new one to the endpoint.
webhooks-rotated = The webhook has a new secret.
webhooks-enter-position = Enter a whole number, 0 for the beginning.
webhooks-again-means = All changes after a position are sent to { $address } again, in order. It has them up to { $position }.
webhooks-after = After position
webhooks-sent-again = The changes are sent again.
webhooks-secret = Secret of the webhook
webhooks-copy-secret = Copy the secret now. It won't be shown again.
webhooks-verifies = The endpoint { $address } verifies with it.
webhooks-secret-lost = The secret was made, but the response was lost. Rotate it to get another.

## In the activity list

log-did-create-webhook = Create webhook
log-did-update-webhook = Update webhook
log-did-rotate-webhook-secret = Rotate webhook secret
log-did-replay-webhook = Replay webhook

## From the server

webhook-overlap-invalid = The former secret must end after 0 to { $longest } hours.
webhook-position-invalid = Give a position of the feed: 0, its beginning, to { $end }, its end.
webhook-url-invalid = A webhook needs an address such as https://shop.example.org/tieout.
webhook-url-not-https = Give an https address: http is only for addresses that the operator lists in TIEOUT_WEBHOOK_ALLOW.
webhook-no-answer = no answer within { $seconds } s
webhook-redirects = it redirects
webhook-not-2xx = the status is not 2xx
webhook-not-connected = it could not be connected to
webhook-host-unknown = the host was not found
webhook-connection-failed = the connection failed
webhook-host-without-address = the host has no address
webhook-http-not-allowed = http is permitted for addresses in TIEOUT_WEBHOOK_ALLOW alone
webhook-address-not-public = its address is not one of the public internet
