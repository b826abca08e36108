## Create and rename

ledger-codes-title-hint = For example, Swimming lessons.
ledger-codes-new = New ledger code
ledger-codes-enter-code = Enter a code.
ledger-codes-enter-title = Enter a title.
ledger-codes-code = Code
ledger-codes-code-hint = For example, SWIM or 4010. Can't be changed later.
ledger-codes-title = Title
ledger-codes-create = Create ledger code
ledger-codes-created = Ledger code { $code } created.
ledger-codes-rename-one = Rename { $code }
ledger-codes-rename-hint = For example, Swimming lessons. Reports always show the current title.
ledger-codes-rename = Rename
ledger-codes-renamed = Ledger code { $code } renamed.

## The list

ledger-codes-active = Active
ledger-codes-with-archived = Include archived
ledger-codes-restored = { $code } restored.
ledger-codes-archived-done = { $code } archived. It can't be used for new items but stays in reports.
ledger-codes-state = State
ledger-codes-archived = Archived
ledger-codes-actions = Actions
ledger-codes-restore = Restore
ledger-codes-archive = Archive
ledger-codes-loading = ledger codes
ledger-codes-none = No ledger codes yet.
ledger-codes-none-how = Every invoice item needs one.
ledger-codes-none-import = Every invoice item needs one. { $import }, or create one.
ledger-codes-import = Import a CSV file
ledger-codes-count =
    { $count ->
        [one] { $count } ledger code
       *[other] { $count } ledger codes
    }
ledger-codes-show = Show

## In the activity list

log-did-create-ledger-code = Ledger code created
log-did-update-ledger-code = Ledger code updated

## From the server

ledger-code-taken = Ledger code { $code } already exists. Choose another code.
ledger-code-subscribed = { $code } has { $subscriptions ->
    [one] { $subscriptions } active subscription
   *[other] { $subscriptions } active subscriptions
} that charge under it. Cancel them before archiving it.
ledger-code-undone = Ledger code { $code } was undone. Create it again, or choose another.
ledger-code-unknown = Ledger code { $code } not found. Create it first, or choose another.
ledger-code-archived = Ledger code { $code } is archived and takes no new items. Choose another code, or unarchive this one.
