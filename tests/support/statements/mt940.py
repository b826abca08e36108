"""Makes MT940 files."""


def statement(
    *movements: str,
    account: str = "DE02120300000000202051EUR",
    opening: str | None = ":60F:C260101EUR100,00",
    closing: str = ":62F:C260131EUR110,00",
    end: str = "-",
) -> str:
    """Return a statement with the movements' fields between its balances."""
    head = [":20:STARTUMS", f":25:{account}", ":28C:1/1", *([opening] if opening else [])]
    return "\r\n".join([*head, *movements, closing, end, ""])


def movement(
    amount: str = "10,00",
    text: str | None = "INV-1001-3",
    *,
    mark: str = "C",
    valued: str = "260105",
    booked: str = "0105",
    kind: str = "NTRF",
    reference: str = "NONREF",
    bank_id: str = "",
) -> str:
    """Return a movement and what describes it."""
    first = f":61:{valued}{booked}{mark}{amount}{kind}{reference}" + (f"//{bank_id}" if bank_id else "")
    return first if text is None else f"{first}\r\n:86:{text}"
