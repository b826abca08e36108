"""The reports' reads: scope in, sums or rows out, of one currency and one view of the records (domain R28 to R32b)."""
