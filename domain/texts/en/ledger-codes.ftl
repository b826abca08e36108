ledger-code-taken = Ledger code { $code } already exists. Choose another code.
ledger-code-subscribed = { $code } has { $subscriptions ->
    [one] { $subscriptions } active subscription
   *[other] { $subscriptions } active subscriptions
} that charge under it. Cancel them before archiving it.
ledger-code-undone = Ledger code { $code } was undone. Create it again, or choose another.
ledger-code-unknown = Ledger code { $code } not found. Create it first, or choose another.
ledger-code-archived = Ledger code { $code } is archived and takes no new items. Choose another code, or unarchive this one.
