## From the server

import-pair-twice = The same two items are already on line { $line }. Give each pair one row, with its whole amount.
import-pair-reconciled = These two items are reconciled with { $present }; the file says { $given }. An import changes no record.
import-pair-two-currencies = The two items are in different currencies: { $credit }, { $debit }. Correct one of them.
mapping-unknown = There is no mapping { $name }. Keep one with `--save-mapping` (`saveMappingAs`).
mapping-of-other-kind = The mapping { $name } is for { $of }, not for { $kind }. Choose another.
cell-not-amount = { $text } is not an amount. Write it as { $example }.
cell-amount-missing = An amount is needed.
cell-amount-negative = { $number } is negative. { $way }
cell-other-currency = The amount is in { $named }; the account is in { $currency }. Record it on an account of that currency.
cell-not-business-date = { $day } is not a business date: it must be from { $earliest } to { $latest }.
cell-not-position = { $text } is not a position. The items of a transaction count from 1.
cell-not-one-of = { $text } is not one of { $known }; an empty cell is { $default }.
cell-not-date = { $text } is not a valid date. Write it as { $example }.
file-utf-32 = The file is UTF-32. Save it as UTF-8 and import it again.
file-not-csv = { $what }, not a CSV file. Save it as CSV (UTF-8) and import that.
file-line-not-encoded = Line { $line } is not { $kinds }. Save the file as UTF-8 and import it again.
file-no-such-column = There is no column { $column }. The columns are { $columns }.
file-lacks-column = The file has no column { $name } for { $column }. It has { $present }.
file-columns-both = The columns { $listed } can both be { $column }. Say which, such as `--column { $column }={ $example }` (`columns` in the API).
file-column-twice = The header has the column { $column } twice. Rename or remove one.
file-columns-missing = The header needs { $needed }, in any order ({ $faults }). If the file has them under other names, say so: `--column { $missing }=…` (`columns` in the API).
file-column-meant = Is the column { $name } the column { $column }? Then name it so, or say `--column { $column }={ $name }`; with `--column { $column }=` it is left out (`columns` in the API).
file-too-many-columns = The header has more than { $most } columns. Leave out those that are not imported.
file-column-name-too-long = The name of column { $number } in the header is { $length } characters long; at most { $longest } are read. Shorten it.
file-column-name-nul = The name of column { $number } in the header holds a NUL character. If the file is UTF-16, save it as UTF-8.
file-separator-unknown = The first line says sep={ $stated }. A file may be separated by { $names }.
file-value-without-column = Column { $place } has no name in the header, but line { $line } holds { $value } there. Name the column, or empty it.
file-too-large = The file is larger than { $most } MiB. Split it.
file-empty = The file is empty. It must begin with a header such as { $columns }.
file-row-not-csv = The row that begins on line { $line } is not valid CSV: { $error }. Correct it.
file-line-too-long = Line { $line } is too long for a row. Check the line ends and the quotes around it.
import-unfit-unseen = Some of these records do not fit what is recorded, and nothing was imported. Which, and why, is shown only to those who may see records ({ $needed }): let one of them check the file.
import-under-way = This file is being imported at this moment, so nothing was imported again. Wait for its job to end. To record rows without a number a second time, import it with evenIfSame (--even-if-same).
import-more-problems = { $count ->
    [one] { $count } more problem is
   *[other] { $count } more problems are
} not listed. Correct these first, and import again.
import-too-many-problems = The file has more than { $most } problems. Correct these first, and import again.
import-parents-gone = While the file was imported, someone else took away or archived { $what }. Bring it back, and import again.
import-transaction-changed = { $number } was used or changed by someone else while the file was imported. Import the file again.
import-credit-used = The account's credit was used while the file was imported: its refunds are { $excess } too much. Lower them.
content-not-base64 = This is not Base64. Encode the file's bytes.
column-mapped-twice = The column { $column } is mapped twice. Map it once.
content-one-of = Give the file either as `csv` or as `contentBase64`.
content-not-base64-or-csv = This is not Base64. Encode the file's bytes, or use `csv`.
file-decimals-contradict = The amounts have no common decimal mark: { $point } on line { $point_line } and { $comma } on line { $comma_line }. Correct them, or say which is right with `--decimals` (`decimals`).
file-decimals-ambiguous = { $text } on line { $line } can have a decimal mark or a thousands mark, and no other amount settles it. Say which with `--decimals point` or `--decimals comma` (`decimals` in the API).
file-date-reading = { $day } ({ $option })
file-date-or = { $left } or { $right }
file-dates-ambiguous = { $text } on line { $line } can be { $readings }, and no other date settles it. Say which with `--dates` (`dates` in the API).
file-dates-contradict = The dates have no common order: { $text } on line { $line }, but { $other } on line { $other_line }. Correct them, or say which order is right with `--dates` (`dates`).
file-is-workbook = This is an Excel or OpenDocument workbook
file-is-excel = This is an Excel workbook
file-is-pdf = This is a PDF document
file-is-compressed = This is a compressed file
file-utf-8-elsewhere = UTF-8, though the rest of the file is
file-utf-8-or-windows = UTF-8 or Windows-1252
file-columns-not-there = missing: { $names }
file-columns-unknown = unknown: { $names }
file-columns-needed = { $needed }, and may have { $others }
import-not-all-stored = Not all of this file is stored yet, and nothing is imported. If nobody is importing it, import it again.
