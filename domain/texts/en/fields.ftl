## From the server

metadata-too-many = You sent { $entries } entries; at most { $most } are kept. Leave some out.
metadata-key-twice = The key { $key } is given twice. Give each key once.
field-empty = This must not be empty.
field-too-long = This is { $length } characters long; at most { $longest } are stored.
field-control-characters = Remove the control characters: they cannot be stored.
email-invalid = { $text } is not an e-mail address, such as ann@example.org.
not-found = { $noun ->
    [account] Account
    [api-token] API token
    [authenticator-app] Authenticator app
    [bank-account] Bank account
    [bank-line] Bank line
    [batch] Batch
    [credit] Credit
    [invoice] Invoice
    [item] Item
    [job] Job
    [ledger-code] Ledger code
    [linked-identity] Linked identity
    [member] Member
    [part-of-a-bank-line] Part of a bank line
    [passkey] Passkey
    [payer] Payer
    [payment] Payment
    [planned-payment] Planned payment
    [role] Role
    [session] Session
    [subscription] Subscription
    [suggestion] Suggestion
    [transaction] Transaction
    [user] User
   *[webhook] Webhook
} not found. It may have been undone or deleted: look it up again.
external-id-taken = Another { $noun ->
    [account] account
    [member] member
    [ledgerCode] ledger code
    [transaction] transaction
    [item] item
   *[plannedPayment] planned payment
} has the external id { $external_id } already. Look that { $noun ->
    [account] account
    [member] member
    [ledgerCode] ledger code
    [transaction] transaction
    [item] item
   *[plannedPayment] planned payment
} up by it.
list-and-more = { $listed } and { $more } more
list-and = { $left } and { $right }
