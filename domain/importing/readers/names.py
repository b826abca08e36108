"""The usual names of columns in English and French, in any case and with any signs between the words (domain R41)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

_USUAL_NAMES: dict[str, str] = {
    "account_number": "account; account id; account code; customer number; customer id; client number; client id; "
    "compte; numéro de compte; identifiant client; numéro de client; code client",
    "owner_name": "owner; name; full name; account name; account owner; customer name; client name; customer; client; "
    "payer; nom; nom complet; titulaire; nom du titulaire; nom du client; propriétaire; nom du compte; payeur",
    "email": "e-mail; email address; e-mail address; mail; courriel; adresse courriel; adresse e-mail; adresse électronique",
    "currency": "currency code; devise; code de devise; monnaie",
    "members": "member names; participants; family members; membres; noms des membres",
    "code": "ledger code; account code; gl code; revenue code; code comptable; code de revenu; code du grand livre",
    "title": "name; ledger code title; account name; titre; nom; intitulé; libellé",
    "invoice_number": "invoice; invoice id; bill number; facture; numéro de la facture; identifiant de facture",
    "credit_number": "credit memo number; credit note number; credit memo; credit note; credit; note de crédit; "
    "numéro de note de crédit; avoir; numéro d'avoir; numéro de crédit; invoice_number; number; numéro",
    "date": "transaction date; payment date; invoice date; issue date; date issued; date of issue; receipt date; "
    "credit date; refund date; date paid; date received; date de transaction; date de paiement; date du paiement; "
    "date de facture; date de facturation; date d'émission; date de réception; date du reçu; date de remboursement; "
    "date de règlement",
    "due_on": "due; due date; date due; payment due; payment due date; échéance; date d'échéance; exigible le",
    "description": "item; item description; line description; details; product; product service; memo; désignation; "
    "libellé; article; description de l'article; détail; détails",
    "ledger_code": "gl code; gl account; revenue code; account code; income account; code comptable; code de revenu; "
    "code du grand livre; compte de revenu; compte comptable",
    "amount": "total; total amount; amount paid; paid amount; payment amount; amount received; line total; line amount; "
    "item amount; item total; montant; montant total; montant payé; montant du paiement; montant reçu; somme",
    "member": "member name; participant; for; membre; nom du membre; pour; bénéficiaire",
    "number": "receipt; receipt number; receipt id; payment number; payment id; refund number; refund id; transaction "
    "number; transaction id; document number; numéro; reçu; numéro de reçu; numéro du reçu; numéro de paiement; "
    "identifiant de paiement; numéro de remboursement; numéro de transaction; numéro de pièce; quittance; "
    "numéro de quittance",
    "kind": "type; payment type; transaction type; genre; nature; type de paiement; type de transaction",
    "method": "payment method; method of payment; payment mode; mode; paid by; mode de paiement; moyen de paiement; "
    "méthode; méthode de paiement; mode de règlement; payé par",
    "reference": "ref; reference number; payment reference; check number; cheque number; memo; note; notes; référence; "
    "réf; numéro de référence; référence du paiement; numéro de chèque; remarque",
    "pays": "pays invoices; invoices paid; applied to; applied to invoices; factures payées; paie; appliqué à; règle",
    "sources": "refunded from; refunds; refunded payments; source; provenance; rembourse; paiements remboursés",
    "credit_position": "credit item; credit line; position du crédit; ligne du crédit",
    "debit_number": "numéro du débit; débit",
    "booked_on": "date; booking date; booked; transaction date; posting date; posted date; post date; completed date; "
    "date d'opération; date opération; date de comptabilisation; date comptable; date de transaction",
    "value_on": "value date; value; valuta; date de valeur; valeur",
    "debit": "withdrawal; withdrawals; paid out; money out; amount debit; debit amount; débit; retrait; retraits; sortie; "
    "montant au débit",
    "credit": "deposit; deposits; paid in; money in; amount credit; credit amount; crédit; dépôt; dépôts; entrée; "
    "montant au crédit",
    "direction": "debit credit; credit debit; dr cr; cr dr; sign; sens; débit crédit; crédit débit",
    "payer_name": "name; payer; payee; counterparty; counterparty name; other party; from; nom; payeur; tiers; "
    "contrepartie; nom de la contrepartie",
    "payer_account": "counterparty account; counterparty iban; payer account; from account; compte de la contrepartie; "
    "compte du payeur; iban de la contrepartie",
    "text": "description; description 1; narrative; payment details; remittance information; transaction description; "
    "libellé; libellé de l'opération; communication; motif; détail de l'opération",
    "note": "details; memo; note; notes; description 2; additional information; détails; remarque; remarques",
    "structured_reference": "reference; payment reference; end to end id; référence; référence de paiement; "
    "communication structurée",
    "bank_id": "id; transaction id; bank reference; transaction number; fitid; identifiant; identifiant de transaction; "
    "numéro de transaction; référence bancaire",
    "fee": "fees; charge; charges; frais; commission",
    "balance": "running balance; running bal; account balance; balance after; solde; solde courant; solde après opération",
    "status": "state; état; statut",
    "external_id": "external reference; external number; identifiant externe; id externe; référence externe",
    "debit_position": "debit item; debit line; position du débit; ligne du débit",
}
"""By column, separated with semicolons. The column's own name is always known: "Account Number" is ``account_number``."""

_NUMBER_SIGNS = re.compile(r"[#№]|\bn\s*[°º]", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SAME_WORDS = {"number": "no", "numero": "no", "num": "no", "nr": "no", "nbr": "no", "identifier": "id"}
_LEFT_OUT = {"the", "of", "de", "du", "des", "d", "la", "le", "les", "l"}


def key_of(name: str) -> str:
    """Return what a name is compared by: its words without case, accents and articles, in alphabetical order.

    "Receipt #", "Receipt No." and "receipt_number" have one key, and so have "No de reçu" and "Numéro du reçu".
    """
    text = unicodedata.normalize("NFKD", _NUMBER_SIGNS.sub(" no ", name)).casefold()
    if not text.isascii():  # no other text has accents or invisible characters
        text = "".join(each for each in text if unicodedata.category(each) not in {"Mn", "Cf"})
    words = _WORD.findall(text)
    return " ".join(sorted(_SAME_WORDS.get(word, word) for word in words if word not in _LEFT_OUT))


@cache
def _usual_keys(column: str) -> frozenset[str]:
    return frozenset(key_of(name) for name in (column, *_USUAL_NAMES.get(column, "").split(";")))


def usual_keys(columns: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Return the keys by which each column is known."""
    return {column: _usual_keys(column) for column in columns}
