"""The reports in the graph: what each is asked by, and its rows and sums (domain R28 to R32b)."""
