"""Makes OFX files, of version 1 (SGML) and 2 (XML)."""

HEADER_1 = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\nCHARSET:1252\r\n"
    "COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)
HEADER_2 = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" '
    'OLDFILEUID="NONE" NEWFILEUID="NONE"?>\r\n'
)
STATUS = "<STATUS><CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>"


def document(*statements: str, header: str = HEADER_1) -> str:
    """Return a file of statements; with the header of version 2 every value has its closing tag."""
    sign_on = f"<SIGNONMSGSRSV1><SONRS>{STATUS}<DTSERVER>20260201\r\n<LANGUAGE>ENG\r\n</SONRS></SIGNONMSGSRSV1>"
    body = f"<OFX>\r\n{sign_on}\r\n<BANKMSGSRSV1>\r\n{''.join(statements)}</BANKMSGSRSV1>\r\n</OFX>\r\n"
    return header + (body if header == HEADER_1 else _closed(body))


def statement(
    *movements: str,
    account: str = "0012345678",
    currency: str = "USD",
    days: str = "<DTSTART>20260101\r\n<DTEND>20260131\r\n",
    balance: str | None = "1110.00",
    as_of: str = "20260131",
    more: str = "",
) -> str:
    """Return a bank account's statement."""
    ledger = f"<LEDGERBAL>\r\n<BALAMT>{balance}\r\n<DTASOF>{as_of}\r\n</LEDGERBAL>\r\n" if balance else ""
    return (
        f"<STMTTRNRS><TRNUID>1\r\n{STATUS}\r\n<STMTRS>\r\n<CURDEF>{currency}\r\n<BANKACCTFROM><BANKID>121000248\r\n"
        f"<ACCTID>{account}\r\n<ACCTTYPE>CHECKING\r\n</BANKACCTFROM>\r\n<BANKTRANLIST>{days}{''.join(movements)}"
        f"</BANKTRANLIST>\r\n{ledger}{more}</STMTRS></STMTTRNRS>\r\n"
    )


def movement(
    amount: str = "100.00",
    name: str | None = "MARIA RIVERA",
    memo: str | None = "INV-1001-3",
    *,
    posted: str = "20260105120000[-5:EST]",
    fit_id: str | None = "F1",
    kind: str = "CREDIT",
    more: str = "",
) -> str:
    """Return a movement."""
    values = {"TRNTYPE": kind, "DTPOSTED": posted, "TRNAMT": amount, "FITID": fit_id, "NAME": name, "MEMO": memo}
    inner = "".join(f"<{tag}>{value}\r\n" for tag, value in values.items() if value is not None)
    return f"<STMTTRN>\r\n{inner}{more}</STMTTRN>\r\n"


def _closed(body: str) -> str:
    """Return SGML as XML: each value is closed at the end of its line."""
    lines = []
    for line in body.split("\r\n"):
        before, sign, last = line.rpartition("<")
        tag, end, value = last.partition(">")
        has_value = bool(sign and end and value) and not tag.startswith("/")
        lines.append(f"{before}<{tag}>{value}</{tag}>" if has_value else line)
    return "\r\n".join(lines)
