"""Makes camt files of any version."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

MESSAGES = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def document(
    *statements: str, kind: str = "053", version: str = "08", before: str = "", encoding: str = "UTF-8"
) -> str:
    """Return a file of one message."""
    message, _ = MESSAGES[kind]
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n{before}<Document xmlns="{namespace}">\n<{message}>\n'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-01T06:00:00+01:00</CreDtTm></GrpHdr>\n"
        f"{''.join(statements)}</{message}>\n</Document>\n"
    )


def statement(
    *entries: str,
    kind: str = "053",
    account: str = "<IBAN>DE02 1203 0000 0000 2020 51</IBAN>",
    currency: str | None = "EUR",
    balances: Iterable[str] = (),
    days: str = "<FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>2026-01-31T23:59:59</ToDtTm></FrToDt>",
) -> str:
    """Return a statement, report or notification."""
    _, element = MESSAGES[kind]
    code = f"<Ccy>{currency}</Ccy>" if currency else ""
    return (
        f"<{element}><Id>S1</Id>{days}<Acct><Id>{account}</Id>{code}</Acct>\n{''.join(balances)}\n"
        f"{''.join(entries)}</{element}>\n"
    )


def one_statement(*entries: str, **changed: str) -> str:
    """Return a file of one statement with these entries."""
    return document(statement(*entries), **changed)


def balance(code: str, amount: str, indicator: str = "CRDT", currency: str = "EUR") -> str:
    """Return a balance."""
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{indicator}</CdtDbtInd><Dt><Dt>2026-01-31</Dt></Dt></Bal>\n"
    )


def entry(
    amount: str,
    *details: str,
    indicator: str = "CRDT",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    currency: str = "EUR",
    booked: str | None = "2026-01-05",
    reference: str | None = "B1",
    more: str = "",
    reversal: str = "",
) -> str:
    """Return an entry; ``more`` stands where charges and information about it do."""
    day = f"<BookgDt><Dt>{booked}</Dt></BookgDt><ValDt><Dt>{booked}</Dt></ValDt>" if booked else ""
    bank_id = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    inner = f"<NtryDtls>{''.join(details)}</NtryDtls>" if details else ""
    return (
        f'<Ntry><NtryRef>1</NtryRef><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{indicator}</CdtDbtInd>{reversal}'
        f"{status}{day}{bank_id}<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        f"</BkTxCd>{more}{inner}</Ntry>\n"
    )


def detail(
    amount: str | None = None,
    *texts: str,
    payer: str = "Maria Rivera",
    account: str = "NL20INGB0001234567",
    receiver: str = "",
    receiver_account: str = "",
    indicator: str = "",
    end_to_end: str = "",
    structured: str = "",
    currency: str = "EUR",
    more: str = "",
    version: int = 8,
) -> str:
    """Return a detail of an entry, its parties and its amount as the version has them."""
    references = f"<Refs><EndToEndId>{end_to_end}</EndToEndId></Refs>" if end_to_end else ""
    money = "" if amount is None else f'<Amt Ccy="{currency}">{amount}</Amt>'
    if version < 3 and money:
        money = f"<AmtDtls><TxAmt>{money}</TxAmt></AmtDtls>"
    sign = f"<CdtDbtInd>{indicator}</CdtDbtInd>" if indicator else ""
    parties = _party("Dbtr", payer, account, version) + _party("Cdtr", receiver, receiver_account, version)
    pieces = "".join(f"<Ustrd>{escape(text)}</Ustrd>" for text in texts)
    if structured:
        pieces += f"<Strd><CdtrRefInf><Ref>{structured}</Ref></CdtrRefInf></Strd>"
    return f"<TxDtls>{references}{money}{sign}<RltdPties>{parties}</RltdPties><RmtInf>{pieces}</RmtInf>{more}</TxDtls>"


def _party(role: str, name: str, account: str, version: int) -> str:
    inner = f"<Nm>{escape(name)}</Nm>" if name else ""
    if inner and version >= 8:
        inner = f"<Pty>{inner}</Pty>"
    party = f"<{role}>{inner}</{role}>" if inner else ""
    return party + (f"<{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>" if account else "")
