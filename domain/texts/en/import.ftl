## The file

import-title = Import
import-order = Import CSV files in this order: accounts and ledger codes, invoices and payments, then reconciliations.
import-file = File
import-contents = Contents
import-check = Check the file
import-choose-first = Choose a file or paste rows first.
import-choose-or-drop = Choose a CSV file, or drop it here
import-size-rows =
    { $count ->
        [one] { $size }, { $count } row
       *[other] { $size }, { $count } rows
    }
import-too-large-to-edit = The file is too large to edit here. Correct it in your spreadsheet and choose it again.
import-file-contents = File contents (you can edit them)
import-paste = Or paste rows here, including the header
import-too-big = Files can be up to { $size } here. Split the file, or run tieout import on the server.
import-kilobytes = { $size } kB
import-megabytes = { $size } MB
import-keep-errors = Keep reconciliations that break the rules
import-keep-errors-means = For moving existing books over as they are. These reconciliations are kept as invalid and not counted, and their items show a reconciliation error. Integrity lists them; delete and recreate them to fix them.
import-columns = Columns
import-workbook = This is an Excel workbook. Save it as CSV UTF-8 (comma delimited) first.
import-unreadable = The file can no longer be read. Choose it again.
import-columns-how = The first row names the columns, in any order. Save the file as CSV UTF-8 (comma delimited).
import-columns-size = Maximum size: { $size }.
import-same-again = Importing the same file again changes nothing.
import-template = Download a template

## How it is read

import-comma = comma
import-semicolon = semicolon
import-tab = tab
import-as-shown = As the file shows
import-dates-dmy = 31/01/2026 (day first)
import-dates-mdy = 01/31/2026 (month first)
import-dates-ymd = 2026/01/31 (year first)
import-decimals-point = 1,234.50 (point)
import-decimals-comma = 1.234,50 (comma)
import-how = How to read the file
import-mapping = Kept mapping
import-mapping-none = None
import-dates = Dates
import-decimals = Decimals
import-by-name = By its name
import-not-in-file = Not in this file
import-keep-mapping = Keep this mapping as
import-correct = { $fault } Correct the file, or choose what is meant under “How to read the file”, above.
import-understood =
    { $count ->
        [one] Read as { $encoding }, separated by { $separator }, dates { $dates }, decimals { $decimals }, { $count } row.
       *[other] Read as { $encoding }, separated by { $separator }, dates { $dates }, decimals { $decimals }, { $count } rows.
    }
import-not-imported = Not imported: { $columns }.
import-duplicates =
    { $count ->
        [one] { $count } row came with an earlier file and is left out:
       *[other] { $count } rows came with an earlier file and are left out:
    }
import-duplicate-row = Row { $row }
import-duplicate-recorded = Row { $row }: recorded as { $number }
import-them-again = Import them again
import-them-again-when = Only if the same money really came twice.

## While it is checked and imported

import-checking = Checking
import-importing = Importing
import-checking-rows =
    { $count ->
        [one] Checking { $count } row…
       *[other] Checking { $count } rows…
    }
import-importing-rows =
    { $count ->
        [one] Importing { $count } row…
       *[other] Importing { $count } rows…
    }
import-progress =
    { $count ->
        [one] { $done } of { $count } account
       *[other] { $done } of { $count } accounts
    }
import-seconds =
    { $count ->
        [one] { $count } second elapsed. 100,000 rows can take a minute or two.
       *[other] { $count } seconds elapsed. 100,000 rows can take a minute or two.
    }
import-still-here = Your file is still here; nothing was lost.
import-done = { $kind }: { $count } imported.
import-undone =
    { $count ->
        [one] the import of { $count } record
       *[other] the import of { $count } records
    }
import-in-background =
    { $count ->
        [one] { $kind }: { $count } row checked. They are imported in the background.
       *[other] { $kind }: { $count } rows checked. They are imported in the background.
    }
import-nothing = Nothing was imported. { $reason }
import-cancelled = The import was cancelled, and what it had recorded is taken back.

## What was found, and what came of it

import-to-ledger-codes = Go to ledger codes
import-to-unreconciled = Go to accounts with unreconciled items
import-fix-first = Fix the file first.
import-fix-rows =
    { $count ->
        [one] Fix { $count } row first, or import only the valid rows.
       *[other] Fix { $count } rows first, or import only the valid rows.
    }
import-nothing-new = Nothing new to import.
import-preview = Preview
import-needs-fixing = The file needs fixing
import-rows-need-fixing = Some rows need fixing
import-all-valid = All rows are valid
import-no-news = Nothing new
import-only-valid = Import only the valid rows
import-only-valid-means =
    { $count ->
        [one] { $count } invalid row is skipped. Fix it later and import the whole file again; existing records are not changed.
       *[other] { $count } invalid rows are skipped. Fix them later and import the whole file again; existing records are not changed.
    }
import-records =
    { $count ->
        [one] Import { $count } record
       *[other] Import { $count } records
    }
import-store = Import
import-new = New
import-already = Already imported
import-kept-invalid = Of these, kept as invalid
import-invalid-rows = Invalid rows
import-rows-to-fix = Rows to fix
import-line-title = Line
import-line-show = Line { $line }: show in the file contents
import-line = Line { $line }
import-column = Column
import-whole-row = whole row
import-problem = Problem
import-show-more = Show more
import-shown-of = { $shown } of { $total }
import-match-payments = Match these payments
import-result = Result
import-imported = { $kind } imported
import-created =
    { $count ->
        [one] { $count } record created, { $unchanged } already imported.
       *[other] { $count } records created, { $unchanged } already imported.
    }
import-created-skipping =
    { $count ->
        [one] { $count } record created, { $unchanged } already imported, { $skipped }.
       *[other] { $count } records created, { $unchanged } already imported, { $skipped }.
    }
import-skipped =
    { $count ->
        [one] { $count } invalid row skipped
       *[other] { $count } invalid rows skipped
    }
import-faulty =
    { $count ->
        [one] { $count } reconciliation kept as invalid. See { $integrity }.
       *[other] { $count } reconciliations kept as invalid. See { $integrity }.
    }

## In the activity list

log-did-import-records = Import
