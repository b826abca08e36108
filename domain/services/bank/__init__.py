"""Commands of the bank's side: its accounts, statements and lines, and who pays (domain R42 to R45)."""
