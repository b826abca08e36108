"""What payers write, in each of four languages."""

LANGUAGES = ("en", "fr", "de", "es")
INVOICE = {
    "en": ("invoice", "Invoice no.", "inv", "inv.", "bill", "invoice number:", "INVOICE #", "Inv No"),
    "fr": ("facture", "Facture n°", "fact.", "FACTURE Nº", "facture numéro", "n° de facture", "facture no", "fac"),
    "de": ("Rechnung", "Rechnung Nr.", "Rechnungsnr.", "Rechnungsnummer", "Rg.-Nr.", "RECHNUNG NR", "Re.-Nr.", "RgNr."),
    "es": (
        "factura",
        "Factura n.º",
        "factura núm.",
        "FACTURA Nº",
        "fra.",
        "factura número",
        "n.º factura",
        "factura no.",
    ),
}
PAYMENT = {
    "en": ("payment for", "payment", "paid", "transfer", "settling", "payment of"),
    "fr": ("paiement", "règlement de", "virement", "paiement pour", "virement pour"),
    "de": ("Zahlung", "Zahlung für", "Überweisung", "Überweisung für", "bezahlt"),
    "es": ("pago", "pago de", "transferencia", "pago para", "abono"),
}
THANKS = {"en": "thank you", "fr": "merci", "de": "vielen Dank", "es": "gracias"}
AND = {"en": "and", "fr": "et", "de": "und", "es": "y"}
OR = {"en": "or", "fr": "ou", "de": "oder", "es": "o"}
TO = {"en": "to", "fr": "à", "de": "bis", "es": "hasta"}
MONTH = {"en": "March", "fr": "mars", "de": "März", "es": "marzo"}
PART = {
    "en": (
        "first half",
        "deposit",
        "part payment",
        "first instalment",
        "partial",
        "down payment",
        "1 of 2",
        "first part",
    ),
    "fr": ("acompte", "premier versement", "moitié", "paiement partiel", "1er versement", "arrhes", "en partie"),
    "de": ("Anzahlung", "Teilzahlung", "1. Rate", "Hälfte", "Abschlag", "Teilbetrag", "erste Zahlung"),
    "es": ("pago parcial", "anticipo", "mitad", "a cuenta", "primer plazo", "primer pago", "señal"),
}
REST = {"en": "remaining balance", "fr": "solde restant", "de": "Restbetrag", "es": "resto"}
NOT = {"en": "not for", "fr": "pas pour", "de": "nicht für", "es": "excepto"}
CARD = {
    "en": ("VISA", "card ending"),
    "fr": ("carte", "CB ****"),
    "de": ("Karte", "Kreditkarte"),
    "es": ("tarjeta", "MASTERCARD"),
}
CHECK = {
    "en": ("check", "cheque no.", "chk #"),
    "fr": ("chèque", "chq n°"),
    "de": ("Scheck", "Scheck Nr."),
    "es": ("cheque", "talón n.º"),
}
ROOM = {"en": ("Room", "locker #"), "fr": ("salle", "casier"), "de": ("Raum", "Zimmer"), "es": ("sala", "aula n.º")}
MEMBER = {"en": "member", "fr": "membre n°", "de": "Mitglied Nr.", "es": "socio"}
CUSTOMER = {"en": "customer no.", "fr": "client", "de": "Kundennr.", "es": "cliente n.º"}
RECEIPT = {"en": "receipt", "fr": "reçu", "de": "Quittung", "es": "recibo"}
CITY = {"en": "Springfield", "fr": "Paris", "de": "München", "es": "Madrid"}
STREET = {"en": "{} Elm Street", "fr": "{} rue Haute", "de": "Lindenweg {}", "es": "calle Mayor {}"}
COURSE = {"en": "Group {}", "fr": "groupe {}", "de": "Kurs {}", "es": "grupo {}"}
