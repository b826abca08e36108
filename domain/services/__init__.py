"""Writes: one public function is one unit of work: lock, read, decide in the core, add the changes to the unit."""
