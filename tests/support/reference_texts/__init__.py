"""Level: core, no database. Payment texts of many kinds in four languages, labelled (domain R38, R38a, R38b)."""
