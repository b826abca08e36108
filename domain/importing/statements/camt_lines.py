"""An entry of a camt file and its details, as the lines that they are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from domain.core.bank_keys import Movement
from domain.core.money import EXPONENTS
from domain.core.text import quoted
from domain.errors import InvalidValue
from domain.importing.statements.values import (
    account_of,
    cents_of,
    damaged,
    iso_day,
    moved,
    name_of,
    reference_of,
    text_of,
)
from domain.importing.statements.xml_records import XmlRecord
from domain.texts import say

_OTHER_PARTY = {"CRDT": ("Dbtr", "Cdtr"), "DBIT": ("Cdtr", "Dbtr")}
"""By the sign of a movement, who is at its other end, and who is if it is a reversal or a return."""
_CODES = "BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd"
_REVERSAL = "reversal"
"""The word in front of the bank's own for the kind of a reversal."""
_LEVELS = "Pty/", ""
"""From version 8 on a party is one level deeper."""


class Party(NamedTuple):
    """Who pays or is paid, as far as the file names them."""

    name: str | None
    account: str | None


NOBODY_NAMED = Party(None, None)


class Detail(NamedTuple):
    """One payment of an entry. Its amount is as the file has it, None if it has none, and without a known sign.

    ``debtor`` or ``creditor`` is None if it is the owner of the statement's own account.
    """

    amount: str | None
    currency: str | None
    indicator: str | None
    is_reversed: bool
    debtor: "Party | None"
    creditor: "Party | None"
    text: str
    reference: str | None
    bank_id: str | None
    kind: str | None
    charge: str | None


class Entry(NamedTuple):
    """A booked entry: its amount is signed, its days are settled."""

    cents: int
    currency: str
    indicator: str
    booked_on: date
    value_on: date | None
    bank_id: str | None
    kind: str | None
    text: str
    is_reversed: bool
    charge: str | None
    place: str


def signed(cents: int, indicator: str | None, place: str) -> int:
    """Return an amount with the sign of its credit or debit indicator; raises ``InvalidValue``."""
    if indicator not in _OTHER_PARTY:
        raise damaged(place, say("damaged-indicator", indicator=quoted(indicator or "")))
    return cents if indicator == "CRDT" else -cents


def entry_of(record: XmlRecord, cents: int, currency: str, place: str) -> Entry:
    """Return a booked entry; raises ``InvalidValue`` if it has no valid day."""
    booked, valued = record.first("BookgDt/Dt", "BookgDt/DtTm"), record.first("ValDt/Dt", "ValDt/DtTm")
    if booked is None and valued is None:
        raise damaged(place, say("damaged-no-dates"))
    value_on = iso_day(valued, place) if valued else None
    booked_on = iso_day(booked, place) if booked else value_on
    assert booked_on is not None, "one of the days is there"
    return Entry(
        cents,
        currency,
        record.first("CdtDbtInd") or "",
        booked_on,
        value_on,
        reference_of(record.first("AcctSvcrRef")),
        _kind_of(record),
        text_of(record.first("AddtlNtryInf")) or text_of(record.first("NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId")),
        _is_true(record.first("RvslInd")),
        _charge_of(record),
        place,
    )


def detail_of(record: XmlRecord, own_account: str | None) -> Detail:
    """Return a detail of an entry; ``own_account`` is the statement's."""
    amount = next(
        (path for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt") if record.first(path) is not None), ""
    )
    return Detail(
        record.first(amount),
        record.first(f"{amount}@Ccy"),
        record.first("CdtDbtInd"),
        any(path.startswith("RtrInf/") for path in record),
        _party_of(record, "Dbtr", own_account),
        _party_of(record, "Cdtr", own_account),
        _remittance_of(record),
        reference_of(record.first("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"))
        or reference_of(record.first("Refs/EndToEndId")),
        reference_of(record.first("Refs/AcctSvcrRef")),
        _kind_of(record),
        _charge_of(record),
    )


def lines_of(entry: Entry, details: Sequence[Detail], *, is_turned: bool = False) -> Iterator[Movement]:
    """Yield an entry's lines: one for each detail if their amounts add up to the entry's, else one for all of it.

    With ``is_turned`` the amounts have the other sign. A line of 0 without a fee is no movement and is left out.
    """
    amounts = _amounts_of(entry, details)
    if is_turned:
        entry = entry._replace(cents=-entry.cents)
        amounts = None if amounts is None else [-cents for cents in amounts]
    if amounts is None:
        yield from moved(_joint_line(entry, details))
    elif not details:
        yield from moved(_line(entry, None, entry.cents, 0))
    for position, (detail, cents) in enumerate(zip(details, amounts or [], strict=False)):
        line = _line(entry, detail, cents, position)
        if len(details) > 1:
            line = replace(line, place=f"{line.place}, detail {position + 1:,}")
        yield from moved(line)


def _line(entry: Entry, detail: Detail | None, cents: int, position: int) -> Movement:
    name, account = _other_party(entry, detail, cents) if detail else NOBODY_NAMED
    return Movement(
        entry.booked_on,
        entry.value_on,
        cents,
        name,
        account,
        (detail.text if detail else "") or entry.text,
        detail.reference if detail else None,
        entry.bank_id or (detail.bank_id if detail else None),
        position if entry.bank_id else 0,
        _kind(entry, detail),
        _fee_cents(entry, detail),
        entry.place,
    )


def _joint_line(entry: Entry, details: Sequence[Detail]) -> Movement:
    """Return a batch as one line, with what its details have in common."""
    parties = {_other_party(entry, detail, entry.cents) for detail in details}
    name, account = parties.pop() if len(parties) == 1 else NOBODY_NAMED
    text = entry.text or text_of(*(detail.text for detail in details[:20]))
    return replace(_line(entry, None, entry.cents, 0), payer_name=name, payer_account=account, text=text)


def _amounts_of(entry: Entry, details: Sequence[Detail]) -> list[int] | None:
    """Return the signed amounts of an entry's details; None if they are not known or do not add up to the entry's."""
    if len(details) <= 1:
        return [entry.cents]
    amounts = []
    for detail in details:
        if detail.amount is None or detail.currency != entry.currency:
            return None
        try:
            cents = cents_of(detail.amount, entry.currency, entry.place)
            amounts.append(signed(cents, detail.indicator or entry.indicator, entry.place))
        except InvalidValue:
            return None  # the entry's own amount is right whatever its details say
    return amounts if sum(amounts) == entry.cents else None


def _other_party(entry: Entry, detail: Detail, cents: int) -> Party:
    """Return who paid, or was paid: in a reversal or return the roles of the payment stand."""
    roles = _OTHER_PARTY["CRDT" if cents >= 0 else "DBIT"]
    if entry.is_reversed or detail.is_reversed:
        roles = roles[::-1]
    parties = {"Dbtr": detail.debtor, "Cdtr": detail.creditor}
    return next((party for role in roles if (party := parties[role]) is not None), NOBODY_NAMED)


def _party_of(record: XmlRecord, role: str, own_account: str | None) -> Party | None:
    account = account_of(record.first(f"RltdPties/{role}Acct/Id/IBAN", f"RltdPties/{role}Acct/Id/Othr/Id"))
    if account is not None and account == own_account:
        return None
    paths = [f"RltdPties/{who}/{deeper}Nm" for who in (role, f"Ultmt{role}") for deeper in _LEVELS]
    return Party(name_of(record.first(*paths)), account)


def _remittance_of(record: XmlRecord) -> str:
    """Return the text of a payment: all its pieces, structured ones behind."""
    pieces = [*record["RmtInf/Ustrd"], *record["RmtInf/Strd/AddtlRmtInf"], *record["RmtInf/Strd/RfrdDocInf/Nb"]]
    returned = [*record["RtrInf/Rsn/Cd"], *record["RtrInf/AddtlInf"]]
    return text_of(*pieces, *returned) or text_of(*record["AddtlTxInf"])


def _kind(entry: Entry, detail: Detail | None) -> str | None:
    kind = (detail.kind if detail else None) or entry.kind
    return name_of(_REVERSAL, kind) if entry.is_reversed else kind


def is_reversal(line: Movement) -> bool:
    """Return whether a line is of an entry that reverses another one."""
    return line.kind is not None and line.kind.partition(" ")[0] == _REVERSAL


def _kind_of(record: XmlRecord) -> str | None:
    codes = [code for path in _CODES if (code := record.first(path))]
    return name_of("-".join(codes)) or name_of(record.first("BkTxCd/Prtry/Cd"))


def _charge_of(record: XmlRecord) -> str | None:
    """Return the one charge that the amount is already less by; None if there is no such charge, or several."""
    for path in ("Chrgs/Rcrd", "Chrgs"):
        charges = record[f"{path}/Amt"]
        if len(charges) == 1 and _is_true(record.first(f"{path}/ChrgInclInd")):
            return f"{charges[0]} {record.first(f'{path}/Amt@Ccy')}"
    return None


def _fee_cents(entry: Entry, detail: Detail | None) -> int | None:
    amount, _, currency = ((detail.charge if detail else None) or entry.charge or "").partition(" ")
    if currency != entry.currency or currency not in EXPONENTS:
        return None
    try:
        return -cents_of(amount, currency, entry.place)
    except InvalidValue:
        return None


def _is_true(text: str | None) -> bool:
    return text in {"true", "1"}
