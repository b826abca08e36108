"""The files that a bank and a card processor would give of a month: camt.053, and Stripe's itemized CSV."""

import csv
import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from api.demo.bank_month import ACCOUNT_NUMBER, PAYOUT_AFTER, BankDetail, BankEntry, BankMonth
from api.demo.catalogue import CENTRE
from domain.core.money import format_decimal

CURRENCY = "USD"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_COLUMNS = (
    "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,description,"
    "automatic_payout_id,customer_id,customer_name"
)


def camt_file(month: BankMonth) -> bytes:
    """Return the month's statement as camt.053: its opening and closing balance, and its entries with their details."""
    name = f"{CENTRE.split()[0].upper()}-{month.last_day:%Y-%m}"
    account = f"<Acct><Id><Othr><Id>{ACCOUNT_NUMBER}</Id></Othr></Id><Ccy>{CURRENCY}</Ccy></Acct>"
    days = f"<FrDtTm>{month.first_day}T00:00:00</FrDtTm><ToDtTm>{month.last_day}T23:59:59</ToDtTm>"
    created = f"<CreDtTm>{month.last_day}T23:59:59</CreDtTm>"
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<Document xmlns="{_NAMESPACE}"><BkToCstmrStmt><GrpHdr><MsgId>{name}</MsgId>{created}</GrpHdr>',
            f"<Stmt><Id>{name}</Id>{created}<FrToDt>{days}</FrToDt>{account}",
            _balance("OPBD", month.opening_cents, str(month.first_day)),
            _balance("CLBD", month.closing_cents, str(month.last_day)),
            *map(_entry, month.entries),
            "</Stmt></BkToCstmrStmt></Document>\n",
        ]
    ).encode()


def stripe_file(month: BankMonth) -> bytes:
    """Return the month's movements at the processor as Stripe's itemized report has them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS.split(","))
    for row in month.rows:
        amounts = (row.gross_cents, row.fee_cents, row.gross_cents - row.fee_cents)
        writer.writerow(
            [
                row.bank_id,
                f"{row.created_on} 12:00:00",
                f"{row.created_on + PAYOUT_AFTER} 00:00:00",
                CURRENCY.lower(),
                *(format_decimal(cents, CURRENCY) for cents in amounts),
                row.category,
                row.text,
                row.payout,
                row.payer_id or "",
                row.payer or "",
            ]
        )
    return text.getvalue().encode()


def _balance(code: str, cents: int, day: str) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(cents)}<Dt><Dt>{day}</Dt></Dt></Bal>"


def _entry(entry: BankEntry) -> str:
    code, family, sub_family = entry.kind.split("-")
    kind = f"<Domn><Cd>{code}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub_family}</SubFmlyCd></Fmly></Domn>"
    days = f"<BookgDt><Dt>{entry.booked_on}</Dt></BookgDt><ValDt><Dt>{entry.booked_on}</Dt></ValDt>"
    batch = f"<Btch><NbOfTxs>{len(entry.details)}</NbOfTxs></Btch>" if len(entry.details) > 1 else ""
    details = "".join(map(_detail, entry.details))
    return (
        f"<Ntry>{_amount(entry.cents)}<Sts><Cd>BOOK</Cd></Sts>{days}<AcctSvcrRef>{entry.bank_id}</AcctSvcrRef>"
        f"<BkTxCd>{kind}</BkTxCd><NtryDtls>{batch}{details}</NtryDtls></Ntry>"
    )


def _detail(detail: BankDetail) -> str:
    parties = "".join(_party("Dbtr" if detail.cents > 0 else "Cdtr", detail))
    text = f"<RmtInf><Ustrd>{escape(detail.text)}</Ustrd></RmtInf>"
    return f"<TxDtls>{_amount(detail.cents)}<RltdPties>{parties}</RltdPties>{text}</TxDtls>"


def _party(role: str, detail: BankDetail) -> Iterator[str]:
    if detail.payer:
        yield f"<{role}><Pty><Nm>{escape(detail.payer)}</Nm></Pty></{role}>"
    if detail.payer_account:
        yield f"<{role}Acct><Id><Othr><Id>{detail.payer_account}</Id></Othr></Id></{role}Acct>"


def _amount(cents: int) -> str:
    amount = format_decimal(abs(cents), CURRENCY)
    return f'<Amt Ccy="{CURRENCY}">{amount}</Amt><CdtDbtInd>{"CRDT" if cents >= 0 else "DBIT"}</CdtDbtInd>'
