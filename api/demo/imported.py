"""What the centre took over from its former system by import, with one mistake that it let through there."""

from api.demo.story import OFFICE, Story
from domain.importing import ImportKind, ImportRecords


async def import_former_books(story: Story) -> None:
    """Last year's books: an invoice that was over-reconciled shows RECONCILIATION_ERROR until it is mended (domain R22)."""
    billed, paid = story.days_ago(320), story.days_ago(310)
    await _import(
        story,
        ImportKind.INVOICES,
        "invoice_number,account_number,date,due_on,description,ledger_code,amount,member",
        f"OLD-2207,1018,{billed},,Learn to skate (Moussa),ICE,112.50,Moussa Diallo",
        f"OLD-2207,1018,{billed},,Skate rental,ICE,24.00,Moussa Diallo",
    )
    await _import(
        story,
        ImportKind.PAYMENTS,
        "number,account_number,date,amount,kind,method,reference",
        f"OLD-R881,1018,{paid},136.50,PAYMENT,CHECK,Check 1187",
    )
    await _import(
        story,
        ImportKind.RECONCILIATIONS,
        "credit_number,credit_position,debit_number,debit_position,amount",
        "OLD-R881,1,OLD-2207,1,112.50",
        "OLD-R881,1,OLD-2207,2,42.00",  # 18.00 more than the item was worth
        keep_errors=True,
    )


async def _import(story: Story, kind: ImportKind, *lines: str, keep_errors: bool = False) -> None:
    """Imports a file, as the office would at the page."""
    await story.do(ImportRecords(kind, "\n".join(lines).encode(), keep_errors=keep_errors), OFFICE)
