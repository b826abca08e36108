"""Level: units of work in one process, whose clock, storage, order and faults all follow from one seed."""
