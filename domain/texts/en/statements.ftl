statements-title = Statements
statements-one = Statement
statements-one-is = What was charged for whom, what was paid and for what, with the balance before and after.
statements-download = Download
statements-the-statement = the statement
statements-yearly = Yearly receipts
statements-yearly-are = What was paid in a year, by the date of payment and by ledger code, for each member.
statements-year = Year
statements-account-itself = The account itself
statements-the-account = the account
statements-not-found = Account not found.
statements-account-number = Account number

## Of all accounts

statements-with-activity = With transactions
statements-with-balance = With a balance
statements-owing = Owing money
statements-all = All
statements-being-made = The documents are being made.
statements-of-many = Statements of many accounts
statements-of-many-are = One for each account, in one file to print or to keep. You can leave the page meanwhile.
statements-accounts = Accounts
statements-which = Which of them
statements-search = Search by owner, member, number, receipt, reference, amount or e-mail
statements-search-for = Owner, member, number or receipt
statements-found =
    { $count ->
        [0] No account matches
        [one] { $count } account
       *[other] { $count } accounts
    }
statements-make = Make statements
statements-receipts = Yearly receipts of all members
statements-receipts-are = One for each member for whom something was paid in the year, and one for what an account paid for itself.
statements-make-receipts = Make yearly receipts

## In the activity list

log-did-make-documents = Make documents
