import-kinds-existing-account = an existing account
import-kinds-currency = only to check it against the account; optional
import-kinds-existing-code = an existing ledger code
import-kinds-member = a member of the account; optional
import-kinds-member-example = Leo Rivera
import-kinds-method = CARD, CASH, CHECK, ECHECK, TRANSFER or OTHER
import-kinds-external = what another system calls it; optional
import-kinds-amount = for example 1234.50
import-kinds-date = YYYY-MM-DD
import-kinds-due = YYYY-MM-DD; optional
import-kinds-unique = unique in your organisation
import-kinds-unique-transaction = unique among all transactions
import-kinds-reference = such as a check number; optional
import-kinds-of-item = of the item
import-kinds-position = position of its item

## Accounts, and ledger codes

import-kinds-accounts = Accounts
import-kinds-accounts-row = One row per account.
import-kinds-owner = who is billed
import-kinds-owner-example = Maria Rivera
import-kinds-optional = optional
import-kinds-account-currency = three-letter code; cannot be changed later
import-kinds-members = names separated by semicolons; optional
import-kinds-members-example = Leo Rivera;Sofia Rivera
import-kinds-ledger-codes = Ledger codes
import-kinds-ledger-codes-row = One row per ledger code.
import-kinds-code-title = its name in reports
import-kinds-code-title-example = Swimming lessons

## Invoices, payments, credits, refunds and reconciliations

import-kinds-invoices = Invoices
import-kinds-invoices-row = One row per item. Rows with the same invoice number form one invoice, its items in file order.
import-kinds-description-example = Swim lessons, level 3
import-kinds-payments = Payments and deposits
import-kinds-payments-row = One row per payment or deposit.
import-kinds-payment-number = the receipt ID, unique among all transactions; made if empty
import-kinds-payment-kind = PAYMENT or DEPOSIT
import-kinds-reference-example = No. 4711
import-kinds-pays = invoice numbers separated by semicolons, each with :amount or without; optional
import-kinds-credits = Credits
import-kinds-credits-row = One row per item. Rows with the same credit number form one credit, its items in file order.
import-kinds-credit-example = Pool closed for a week
import-kinds-refunds = Refunds
import-kinds-refunds-row = One row per refund.
import-kinds-refund-reference-example = No. 4712
import-kinds-sources = numbers of the credits that it gives back, each with :amount or without; optional
import-kinds-reconciliations = Reconciliations
import-kinds-reconciliations-row = One row per reconciliation: the amount of a credit item applied to a debit item. Item positions start at 1.
import-kinds-credit-number = a payment, deposit, credit or cancellation
import-kinds-debit-number = an invoice or refund
