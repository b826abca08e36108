"""Writes: one public function is one atomic block: lock, read, decide in the core, leave the decision in the block."""
