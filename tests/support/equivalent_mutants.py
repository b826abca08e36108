"""Level: the source. Mutants that no test can notice, as what the function does stays the same, each with the reason.

    EQUIVALENT = {"domain/core/NOUN.py": {("function", "change", occurrence): "reason"}}

``tests.stress.mutants`` names them by these words, tries them all the same, and fails where one is noticed. A small fault
that only a missing test lets live does not belong here; nor does a needless condition, which is better left out of the code.
"""

from collections.abc import Sequence

from tests.support.mutations import Mutant

EQUIVALENT: dict[str, dict[tuple[str, str, int], str]] = {
    "domain/core/amounts.py": {
        (
            "_Search._first",
            "0 to 1",
            2,
        ): "no amount is below the target: a range up to 0 is empty from wherever it begins"
    },
    "domain/core/counter_evidence.py": {
        ("parts_in", "' ' to ' ?'", 3): "what stands behind the blank at the end is not looked at",
        ("_other_meaning", "'0' to '0?'", 1): "it is taken off digits alone, which have no question mark",
        ("_other_meaning", "'beside' to 'beside?'", 1): "the message shows this meaning for what is none of the others",
    },
    "domain/core/folding.py": {
        (
            "_plain_character",
            "'' to '?'",
            1,
        ): "what has no name matches no pattern of names, as a question mark does not"
    },
    "domain/core/invoice_references.py": {
        ("_end_of_unknown", "'' to '?'", 1): "what a span means depends on where it stands, not on its key"
    },
    "domain/core/cash.py": {
        ("cash_by_ledger_code", "'' to '?'", 1): "sums of no code stand behind all others, whatever their key",
        ("breakdown_sums", "'' to '?'", 1): "the sum of no code stands behind all others, whatever its key",
    },
    "domain/core/journal.py": {
        ("_place", "0 to 1", 1): "lines without a ledger code are compared with each other alone"
    },
    "domain/core/mail.py": {
        ("ascii_email", "'idna' to 'idna?'", 1): "Python finds a codec whatever marks are in its name"
    },
    "domain/core/matching.py": {
        ("_proposals", "True to False", 1): "doubts are listed for each candidate, so none of the two is longer"
    },
    "domain/core/text.py": {
        ("_is_plain", "LtE to Lt", 1): "a plain text of the greatest length is stored the same by the longer way"
    },
    "domain/store/book_sums.py": {
        ("added_to_books", "0 to 1", number): "no account is ever hidden, so whose it would be is not looked at"
        for number in (1, 2, 3, 4)
    },
    "domain/store/url.py": {
        ("DatabaseUrl.shown", "'/' to '/?'", 1): "the path of an address has no question mark, which ends it",
        ("DatabaseUrl.shown", "'' to '?'", 1): "an address that is no file has a dsn",
        ("_postgres_fault", "'' to '?'", 2): "it is only counted how many hosts are named",
        ("_postgres_fault", "'' to '?'", 3): "it is only counted how many ports are named",
    },
    "domain/store/postgres/connection.py": {
        ("_rewritten", repr(r"\$(\d+)") + " to " + repr(r"\$(\d+)?"), 1): "no dollar of a statement is without a number"
    },
    "domain/store/locks.py": {("_rising", "Gt to GtE", 1): "no row that is new is held"},
    "domain/store/postgres/at_once.py": {
        ("AskedAtOnce.__init__", "True to False", 1): "all sets of arguments have one for each of the same names",
        ("_given", "True to False", 1): "a query takes exactly one argument for each name",
    },
}


def is_equivalent(mutant: Mutant) -> bool:
    """Whether it is stated to be."""
    file, *change = mutant.key
    return tuple(change) in EQUIVALENT.get(file, {})


def without_mutant(mutants: Sequence[Mutant]) -> list[tuple[str, str, str, int]]:
    """Return what is stated to be equivalent in the files of these mutants, but is none of them."""
    files, keys = {each.key[0] for each in mutants}, {each.key for each in mutants}
    stated = [(file, *change) for file in sorted(files) for change in EQUIVALENT.get(file, {})]
    return [each for each in stated if each not in keys]
