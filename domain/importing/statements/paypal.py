"""PayPal's activity, in English, French or German. Fees are negative where they are taken.

Holds, their releases and authorizations move nothing: the money stays where it is. A currency conversion is a movement out
of one currency's balance and one into another's.
"""

import re

from domain.core.kinds import BankFileFormat
from domain.importing.readers.names import key_of
from domain.importing.readers.rows import FileRow
from domain.importing.statements.processor_csv import Processor

_NAMES = {
    "booked_on": ("Date", "Datum"),
    "bank_id": ("Transaction ID", "Numéro de transaction", "Transaktionscode"),
    "gross": ("Gross", "Avant commission", "Brutto"),
    "fee": ("Fee", "Commission", "Gebühr", "Entgelt"),
    "net": ("Net", "Netto"),
    "currency": ("Currency", "Devise", "Währung"),
    "kind": ("Type", "Typ"),
    "status": ("Status", "État"),
    "impact": ("Balance Impact", "Impact sur le solde", "Auswirkung auf Guthaben"),
    "payer_name": ("Name", "Nom"),
    "payer_account": ("From Email Address", "De l'adresse email", "Absender E-Mail-Adresse"),
    "paid_account": ("To Email Address", "À l'adresse email", "Empfänger E-Mail-Adresse"),
    "text": ("Subject", "Item Title", "Objet", "Titre de l'objet", "Betreff", "Artikelbezeichnung"),
    "note": ("Note", "Remarque", "Hinweis"),
    "invoice": ("Invoice Number", "Numéro de facture", "Rechnungsnummer"),
}
_BOOKED = frozenset(
    key_of(word)
    for word in (
        *("Completed", "Terminé", "Effectué", "Abgeschlossen"),
        # sales that were given back since: what was given back is a row of its own
        *("Refunded", "Partially Refunded", "Reversed", "Remboursé", "Partiellement remboursé", "Rückzahlung"),
        *("Teilweise zurückgezahlt", "Annulé par remboursement"),
    )
)
_NO_MOVEMENT = re.compile(
    r"\b(?:hold|holds|release|authori[sz]ation|blocage|deblocage|retenue|autorisation|einbehaltung|einbehalt|freigabe|"
    r"autorisierung)\b"
)
_ORDERS = frozenset({"order", "commande", "bestellung"})
_MEMO = frozenset({"memo"})


def _is_movement(row: FileRow) -> bool:
    kind = key_of(row["kind"])
    return (
        key_of(row["status"]) in _BOOKED
        and bool(row["net"])  # the items of a cart have none
        and key_of(row["impact"]) not in _MEMO
        and kind not in _ORDERS
        and not _NO_MOVEMENT.search(kind)
    )


PAYPAL = Processor(BankFileFormat.PAYPAL, _NAMES, _NAMES["status"], 1, _is_movement)
