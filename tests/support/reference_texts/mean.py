# ruff: noqa: RUF001 - signs that look like others are among what misleads
"""Texts that mislead, each written by hand: the numbers of four open invoices, and texts about them.

Texts are divided by " | ". Which invoice is meant is in ``MEANT``; everywhere else nobody can tell.
"""

from typing import NamedTuple


class Texts(NamedTuple):
    """Texts of one kind, and the numbers of the open invoices."""

    kind: str
    numbers: tuple[str, ...]
    text: str

    @property
    def texts(self) -> list[str]:
        return [each.strip() for each in self.text.split(" | ")]


class Meant(NamedTuple):
    """Texts that name invoices beyond doubt, by their places."""

    numbers: tuple[str, ...]
    places: frozenset[int]
    text: str

    @property
    def texts(self) -> list[str]:
        return [each.strip() for each in self.text.split(" | ")]


ONE, TWO = frozenset({1}), frozenset({1, 2})
SHORT = ("12", "13", "14", "15")
ZEROS = ("007", "008", "009", "010")
FOUR = ("1001", "1002", "1003", "1004")
FIVE = ("10100", "10101", "10102", "10103")
SIX = ("551600", "551607", "551614", "551621")
OWN = ("INV-1001-1", "INV-1001-2", "INV-1001-3", "INV-1001-4")
YEARS = ("2024", "2025", "2026", "2027")
MONTHS = ("2024/01", "2024/02", "2024/03", "2024/04")
DAYS = ("20240115", "20240116", "20240117", "20240118")
GERMAN = ("RE-2026-00031", "RE-2026-00032", "RE-2026-00033", "RE-2026-00034")
LETTERS = ("A-101", "A-102", "A-103", "A-104")
FRENCH = ("F2026/118", "F2026/119", "F2026/120", "F2026/121")
STARRED = ("K*7*1", "K*7*2", "K*7*3", "K*7*4")

OTHER_NUMBERS = (
    Texts(
        "phones",
        FIVE,
        "Call me 555 10101 | +49 170 10101 22 | Tel 089/10101 | mob. 0170-10101 | 06 12 10101 | Rückruf 10101 | "
        "tél: 10101 | phone:10101 | ring 10101 please | 0041 79 10101 00 | Fon 10101/2",
    ),
    Texts(
        "phones of six digits", SIX, "0176 551607 | (514) 551607 | 551607 rappeler svp | Durchwahl 551607 | ext. 551607"
    ),
    Texts("months", MONTHS, "01/2024/02 | 2024/02/15 | Feb 2024/02 | Zahlung 2024/02 | for 2024/02 thanks"),
    Texts(
        "days",
        DAYS,
        "paid 20240116 | Zahlung vom 20240116 | 16.01.2024 | value date 20240116 | le 20240116 | Valuta 20240116",
    ),
    Texts(
        "years", YEARS, "paid for 2025 | season 2025 | Saison 2025/2026 | cotisation 2025 | Jahr 2025 | #2025 season"
    ),
    Texts(
        "banks",
        FIVE,
        "FR76 3000 1010 1000 | GB29 NWBK 6016 1331 9268 19 10101 | IBAN ...10101 | VAT DE10101 | "
        "USt-IdNr. DE 10101 | TVA FR 10101 | SIRET 10101 | CIF B10101 | BIC 10101 | EREF+10101 | MREF+10101 | "
        "SVWZ+10101 danke | TRN 10101 | end to end id 10101 | Gläubiger-ID 10101 | a/c 10101 | A/C NO 10101 | "
        "sort code 10101 | money order 10101",
    ),
    Texts(
        "cards",
        FOUR,
        "…1002 | x1002 | XX-1002 | **1002 | card *1002 | VISA-1002 | CB1002 | ES 1002 | Mastercard x 1002",
    ),
    Texts(
        "cheques",
        FIVE,
        "CHEQUE NO. 10101 | chèque n°10101 | Scheck-Nr. 10101 | bank draft 10101 | bordereau de remise n° 10101",
    ),
    Texts(
        "files and cases",
        FIVE,
        "n° client 10101 | Kd-Nr 10101 | dossier 10101 | Aktenzeichen 10101 | case no 10101 | ticket #10101 | "
        "Vorgang 10101 | order 10101 | commande n° 10101 | Auftrag 10101 | booking 10101 | Buchung 10101 | "
        "PO 10101 | devis 10101 | Angebot 10101 | proforma 10101 | Lieferschein 10101 | contrat 10101 | "
        "Vertragsnr. 10101 | policy 10101",
    ),
    Texts(
        "amounts",
        FIVE,
        "$10,101 | 10.101,00 | 10 101,00 | 10'101.00 | 10101 USD | EUR 10.101,- | € 10101 | Betrag 10101 | "
        "montant 10101 | sum of 10101 | total 10101 | 10101,- | 10101.- | ₹10101 | ₺10101 | 10101 ₽ | R$ 10101 | "
        "10101 kr | 10101p",
    ),
    Texts(
        "grouped amounts",
        ("1234", "1235", "1236", "1237"),
        "1,234.00 | 1.235,00 | 1 235,00 | 1’235.00 | 1235.00 | 1234,00 EUR",
    ),
    Texts(
        "things and places",
        FIVE,
        "TX10101 | 10101-AB | AB/10101 | v10101 | id=10101 | ?id=10101 | pay.me/i/10101 | @10101 | 10101@bank | "
        "10101.pdf | IMG_10101 | lot 10101 | Platz 10101 | casier n° 10101 | Kennzeichen M-AB 10101 | 10101 km | "
        "10101 Berlin | NY 10101 | 10101 Main St | PLZ10101 | S/N 10101 | course #10101 | Zimmer10101 | "
        "member #10101 | adhérent n° 10101 | voucher 10101 | Gutschein 10101 | code 10101 | TAN 10101 | "
        "batch 10101 | receipt #10101 | Beleg-Nr. 10101 | Kostenstelle 10101",
    ),
    Texts(
        "numbers of payments",
        FIVE,
        "payment no. 10101 | paiement n° 10101 | Zahlung Nr. 10101 | transfer #10101 | virement n°10101 | pago n.º 10101 | "
        "bank ref 10101 | ach 10101 | wire 10101 | remittance 10101 | Kundenreferenz 10101 | standing order 10101",
    ),
    Texts(
        "few digits",
        SHORT,
        "13 kids | 2 x 13 | March 13 | age 13 | 13h | 12:13 | 13,50 | 13th | week 13 | KW 13 | U13 | n° 13 rue Haute | "
        "lesson #13 | le 13 | invoice of 13 March | facture du 13.03 | Rechnung vom 13. März | Rechnung 13. März | "
        "invoice 13 March | invoice for 13 lessons | Rechnung über 13 EUR | facture de 13 euros | 13 invoices | "
        "invoice for week 13 | facture semaine 13 | invoice room 13 | Rechnung Kurs 13 | Rechnung Seite 13",
    ),
    Texts("letters for digits", FIVE, "1O101 | l0101 | 1010l | IO1O1"),
    Texts(
        "balances", FOUR, "balance after 1002 paid | solde après 1002 | Saldo nach 1002 | new balance 1002 | Stand 1002"
    ),
    Texts(
        "people",
        FOUR,
        "Marie | M. Dupont | Marie D. | M.N. | J.L. | Maria | Jean | Luc | famille Dupont | les enfants | both",
    ),
)
"""Numbers of other things: nothing may be sure but what the amount alone says."""

AGAINST = (
    Texts(
        "denied",
        FOUR,
        "not for 1001 | instead of 1001 | not invoice 1001 | invoice 1001 already paid | pas la facture 1001 | "
        "au lieu de facture 1001 | plutôt que facture 1001 | nicht Rechnung 1001 | statt Rechnung 1001 | "
        "keine Rechnung 1001 | anstelle von Rechnung 1001 | never got invoice 1001 | I don't owe invoice 1001 | "
        "don’t apply to invoice 1001 | isn't invoice 1001 | ignore invoice 1001 | except for invoice 1001 | "
        "other than invoice 1001 | unlike invoice 1001 | rather than invoice 1001 | ni facture 1001 | "
        "neither invoice 1001 | weder Rechnung 1001 | reversal invoice 1001 | chargeback invoice 1001 | "
        "ersetzt Rechnung 1001 | unpaid invoice 1001 remains | facture 1001 suivra | will pay invoice 1001 later | "
        "Rechnung 1001 folgt | invoice 1001 is void | is this invoice 1001?",
    ),
    Texts(
        "several",
        SHORT,
        "invoice 12 and 13 | invoices 12-15 | 12-15 | invoice 12 to 15 | 12..15 | 12–15 | 12~15 | 12→15 | "
        "facture 12 à 14 | Rechnung 12 bis 14 | invoices 12,13 | 12/13 | 12 & 13 | 12+13 | invoice 12 ff | "
        "invoice 12ff. | Rechnung 12 u. 13 | invoice 12 thru 14 | from invoice 12 on | invoice 12 onwards | "
        "invoice 12 etc. | invoice 12 et seq | invoice 12 and others | invoice 12 ... | invoice 12; 13 | "
        "12 13 14 15 | invoice 12-1 | invoice 12/2",
    ),
    Texts(
        "several long ones",
        FIVE,
        "10100-10103 | 10100 to 10103 | 10100..10103 | invoice 10100…10103 | invoices 10100-03 | invoice 10100-3 | "
        "10100/02/03 | inv 10100,01,02 | 10100, 02 | 10100 & 2 | 10100 10101",
    ),
    Texts(
        "parts and extras",
        FIVE,
        "50% 10100 | 50 pct invoice 10100 | ½ 10100 | 10100 (1/2) | half of 10100 | la moitié de 10100 | "
        "10100 Hälfte | 10100 Rest | 10100 solde | 10100 pt 1 | 10100 tranche1 | 10100 Rate 2/3 | "
        "towards invoice 10100 | some of invoice 10100 | Differenz Rechnung 10100 | complément facture 10100 | "
        "shortfall invoice 10100 | Nachzahlung Rechnung 10100 | late charge invoice 10100 | "
        "Mahnkosten Rechnung 10100 | tip invoice 10100 | pourboire facture 10100 | Porto Rechnung 10100 | "
        "Spende Rechnung 10100 | caution facture 10100 | Kaution Rechnung 10100 | escrow invoice 10100",
    ),
    Texts(
        "other members",
        FOUR,
        "Marie Novak invoice 1001 | invoice 1001 for M. Novak | facture 1001 (Novak) | Jean-Luc invoice 1001 | "
        "JeanLuc invoice 1001 | Rechnung 1001 für Jean Luc | ANA MARÍA facture 1001 | AnaMaria 1001 | Novak | "
        "pour Jean-Luc",
    ),
    Texts(
        "one and another",
        FOUR,
        "invoice 1001 vs 1002 | invoice 1001 formerly 1002 | invoice 1001 aka 1002 | invoice 1001 replaced by 1002 | "
        "invoice 1001/1002 | invoice 1001 overpayment | invoice 1001 split | my share of invoice 1001 | invoice 1001 each | "
        "facture 1001 (annulée) | either 1001 or 1002 | facture 1001 acompte 30% | Rechnung 1001 Skonto | invoice 1001 1/3",
    ),
    Texts(
        "numbers nobody has", OWN, "INV-1001-5 | INV-1001-1 or INV-1001-3 | INV-1001-2 & 5 | INV-1001-1..4 | INV-1001-x"
    ),
)
"""What speaks against the first invoice, even where it alone has exactly the money open: nothing may be sure."""

RELATED = (
    Texts(
        "before and after",
        FIVE,
        "after invoice 10100 | nach Rechnung 10100 | après facture 10100 | vor Rechnung 10100 | "
        "avant facture 10100 | since invoice 10100 | seit Rechnung 10100 | besides invoice 10100 | "
        "until invoice 10100 | bis Rechnung 10100 | jusqu'à facture 10100 | up to invoice 10100 | "
        "all but invoice 10100 | next after invoice 10100 | ab Rechnung 10100",
    ),
    Texts(
        "like it",
        FOUR,
        "see invoice 1001 | voir facture 1001 | siehe Rechnung 1001 | like invoice 1001 | wie Rechnung 1001 | "
        "comme facture 1001 | same as invoice 1001 | similar to invoice 1001 | follow-up to invoice 1001",
    ),
    Texts(
        "about it",
        FOUR,
        "credit note for invoice 1001 | avoir sur facture 1001 | Gutschrift zu Rechnung 1001 | "
        "Korrektur Rechnung 1001 | reminder for invoice 1001 | was invoice 1001 paid | did you get invoice 1001 | "
        "invoice 1001 I think | facture 1001 je crois | approx invoice 1001 | invoice 1001 under protest | "
        "facture 1001 sous réserve | invoice 1001 waived | invoice 1001 still open | Rechnung 1001 noch offen | "
        "invoice 1001 next week | invoice 1001 J.-L.",
    ),
    Texts(
        "more of it",
        FIVE,
        "invoice 10100 final | invoice 10100 1st | Rechnung 10100 erste | invoice 10100 monthly | "
        "invoice 10100 month 2 | facture 10100 mois 2 | invoice 10100 q1 | 2 x invoice 10100 | 10100 ×2 | 10100 T1 | "
        "10100 2nd | invoice 10100 (2) | top-up invoice 10100 | Beitrag zu Rechnung 10100 | facture 10100 bis | "
        "invoice 10100, also 13 | invoice 10100 & co",
    ),
)
"""Texts that relate to the first invoice in words that no list can hold: never sure where others have the same amount."""

MEANT = (
    Meant(
        FIVE,
        ONE,
        "invoice 10101 | \u200finvoice 10101\u200f | invoice \u202b10101\u202c | invoice １０１０１ | Invoice：10101 | "
        "🧾 invoice 10101 🙏 | invoice №10101 | № 10101 | facture n°10101 | FACTURE N ° 10101 | Rechnung Nr10101 | "
        "Rg10101 | R-Nr. 10101 | RNr 10101 | Re-Nr. 10101 | inv:10101 | inv_10101 | invoice=10101 | "
        "invoice [10101] | invoice «10101» | invoice 0010101 | 10101 | (10101) | paid 10101 | Robin Dupont 10101 | "
        "Marie Novak 10101 | Gym pass 10101 | invoice 10 101 | swim class, invoice 10101 | "
        "Hans Meier, Rechnung 10101 | facture 10101 du 15 mars | 1 0 1 0 1",
    ),
    Meant(
        OWN,
        ONE,
        "INV-1001-2 | inv10012 | INV—1001—2 | INV–1001–2 | INV−1001−2 | INV/1001/2 | ＩＮＶ-1001-2 | invoice 1001-2 | "
        "Rechnung INV 1001 2 danke | Marie Novak INV-1001-2",
    ),
    Meant(
        GERMAN, ONE, "RE-2026-00032 | RE202600032 | re 2026 00032 | Rechnung 2026-00032 | RE-2026-00032 vom 01.03.2026"
    ),
    Meant(FRENCH, ONE, "F2026/119 | F2026-119 | F 2026/119 | facture F2026/119 merci | facture 2026/119"),
    Meant(LETTERS, ONE, "A-102 | A102 | a 102 | invoice A-102 | facture A102 | Rechnung A 102"),
    Meant(ZEROS, ONE, "invoice 008 | invoice 8 | invoice 0008 | facture n°8 | 008"),
    Meant(STARRED, ONE, "K*7*2 | invoice K*7*2 | facture K 7 2"),
    Meant(
        FIVE,
        TWO,
        "invoice 10101 and 10102 | 10101 + 10102 | 10101/10102 | facture 10101 et 10102 | inv 10101 inv 10102",
    ),
    Meant(SHORT, TWO, "invoice 13 and 14 | invoices 13, 14 | Rechnung 13 und 14 | inv 13 inv 14"),
)
"""Texts that name the invoices at these places beyond doubt."""
