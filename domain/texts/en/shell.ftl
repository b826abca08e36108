## The navigation

shell-skip = Skip to content
shell-menu = Menu
shell-pages = Pages
shell-more = More
shell-help = Help
shell-find = Find
shell-today = Today
shell-match = Match
shell-accounts = Accounts
shell-upcoming = Upcoming
shell-reports = Reports
shell-bank = Bank
shell-unreconciled = Unreconciled items
shell-payers = Payers
shell-ledger-codes = Ledger codes
shell-import = Import
shell-jobs = Jobs
shell-activity = Activity
shell-access = Access
shell-webhooks = Webhooks
shell-integrity = Integrity
shell-closing = Closing
shell-journal = Journal
shell-statements = Statements
shell-api = API

## The signed-in person's menu

shell-keys = Keyboard shortcuts
shell-letters-off = Turn off single-key shortcuts
shell-letters-on = Turn on single-key shortcuts
shell-sessions = Where you are signed in
shell-security = Sign-in security
shell-language = Language (Langue)
shell-sign-out = Sign out

## The choice of a language

shell-language-title = Language
shell-language-browser = As in the browser
shell-language-hint = The page is loaded again.
shell-language-save = Use this language

## Keyboard shortcuts

shell-key-keys = Show keyboard shortcuts
shell-key-find = Find an account, a number, an amount, a screen or an action
shell-key-search = Search the list, or find anything
shell-key-next = Next row; Enter opens it
shell-key-previous = Previous row
shell-key-escape = Leave the field or close the dialog
shell-key-esc = Esc
shell-key-enter = Enter
shell-key-shift = Shift
shell-key-space = Space

## What stands in place of a screen

shell-for-staff = This page is for staff.
shell-linked = Identity linked.
shell-not-found = Not found
shell-no-such-page = This page does not exist.
shell-to-accounts = Go to accounts
shell-this-page = this page
shell-the-page = the page
shell-loading = Loading { $what }…
shell-forbidden = You don't have access to { $what }.
shell-ask-contact = Ask { $contact } for access.
shell-ask-administrator = Ask your Tieout administrator for access.
shell-needs-permission = You need the permission { $permission }.
shell-needs-permissions = You need the permissions { $permissions }.
shell-and = { $one } and { $other }
shell-try-again = Try again

## Requests

shell-unreachable = The server cannot be reached. Check your connection and try again.
shell-unreadable = The server's response could not be read. Try again.
shell-sign-in-failed = Sign-in failed. Try again.
shell-no-document = The document could not be made. Try again.
shell-no-user = The user could not be created. Try again.
shell-saves-once = { $reason } Trying again saves it only once.
shell-outcome-unknown = The database failed, and it is not known whether this was saved. Try again: it is saved only once.

## Amounts due by age

shell-not-yet-due = Not yet due
shell-days-1-30 = 1–30 days
shell-days-31-60 = 31–60 days
shell-days-61-90 = 61–90 days
shell-days-over-90 = Over 90 days
