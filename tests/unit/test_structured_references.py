"""References and account numbers with check digits: what they carry, and whether they were copied rightly (domain R44)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ch import esr
from stdnum.iso7064 import mod_97_10

from domain.core.check_digits import is_mistyped_iban
from domain.core.structured_references import ReferenceKind, read_reference

DIGITS = "0123456789"
CHOSEN = st.text(DIGITS, min_size=26, max_size=26).filter(lambda each: each.strip("0"))


@pytest.mark.parametrize(
    ("text", "kind", "own", "holds"),
    [
        ("RF44 INV2 0417", ReferenceKind.CREDITOR, ("INV20417",), True),
        ("RF9320417", ReferenceKind.CREDITOR, ("20417",), True),
        ("rf9320417", ReferenceKind.CREDITOR, ("20417",), True),
        ("RF9320471", ReferenceKind.CREDITOR, ("20471",), False),
        ("00 00000 00000 00000 00002 04175", ReferenceKind.SWISS_QR, ("20417",), True),
        ("210000000000000000000204174", ReferenceKind.SWISS_QR, ("21000000000000000000020417", "20417"), True),
        ("210000000000000000000204714", ReferenceKind.SWISS_QR, ("21000000000000000000020471", "20471"), False),
        ("INV-20417", ReferenceKind.OTHER, ("INV-20417",), True),
        ("RF18", ReferenceKind.OTHER, ("RF18",), True),
        ("", ReferenceKind.OTHER, (), True),
    ],
)
def test_a_reference_is_read_by_its_standard(text: str, kind: ReferenceKind, own: tuple[str, ...], holds: bool) -> None:
    found = read_reference(text)
    assert (found.kind, found.own, found.holds) == (kind, own, holds)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=21), st.data())
def test_one_changed_sign_of_a_creditor_reference_is_noticed(own: str, data: st.DataObject) -> None:
    right = f"RF{mod_97_10.calc_check_digits(own + 'RF')}{own}"
    assert read_reference(right).holds
    place = data.draw(st.integers(2, len(right) - 1))
    other = data.draw(st.sampled_from(DIGITS).filter(lambda each: each != right[place]))
    if right[place].isdigit():
        assert not read_reference(right[:place] + other + right[place + 1 :]).holds


@given(CHOSEN, st.integers(0, 26), st.sampled_from(DIGITS))
def test_one_changed_digit_of_a_qr_reference_is_noticed(chosen: str, place: int, other: str) -> None:
    right = chosen + esr.calc_check_digit(chosen)
    assert read_reference(right).holds
    changed = right[:place] + other + right[place + 1 :]
    assert read_reference(changed).holds is (changed == right)


@pytest.mark.parametrize(
    ("number", "mistyped"),
    [
        ("FR7630006000011234567890189", False),
        ("FR7630006000011234567890198", True),
        ("CH9300762011623852957", False),
        ("CH9300762011623852975", True),
        ("FR76XXXXXXXXXXXXXXXXXXXX189", False),  # masked by the bank
        ("ES9121000418450200051333", True),  # also where the digits of the national number are wrong
        ("CH93007620116", False),  # cut short: no IBAN of that country
        ("ZZ9300762011623852957", False),  # no country with IBANs
        ("1234567890", False),
        ("", False),
    ],
)
def test_only_what_has_all_of_an_iban_but_its_check_digits_is_mistyped(number: str, mistyped: bool) -> None:
    assert is_mistyped_iban(number) is mistyped
