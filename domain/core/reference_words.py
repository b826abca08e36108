"""The words of payment texts, in English, French, German and Spanish, and a few of other languages (domain R38a, R38b).

Every word is written as ``fold`` leaves it: small letters, no accents.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(", "))


INVOICE = _words(
    "invoice invoices inv invs bill bills facture factures fact facts fac facs fct rechnung rechnungen rechng rechn "
    "rech rg rgn rng rnr faktura fakturen factura facturas fra fras fatura faturas fattura fatture fatt factuur "
    "facturen"
)
"""What announces an invoice's number."""

NUMBER = _words("no nos nr nrs num nums numero numeros number numbers nummer nummern nro n nbr")
"""What stands between a noun and its number; by itself it announces an invoice only where no noun stands before it."""

REFERENCE = _words("ref refs reference referenz referencia")
"""What may stand between a word for invoice and its number, and announces nothing by itself."""

IDENTITY = _words("id ident identifier identifiant")
"""What may stand between a word for invoice and its number, and alone announces the number of something else."""

AND = _words("and et und y e plus sowie ainsi que")
"""What joins numbers of one kind."""

RANGE = _words("to till until thru through bis a au jusqu jusque hasta al tot ate fino")
"""What joins the first and the last of several numbers."""

OTHER = _words(
    "check checks cheque cheques chq chk ck scheck schecks talon cheq card cards carte cartes karte karten "
    "kreditkarte tarjeta visa mastercard mc amex maestro girocard ec debit account accounts acct acc compte konto kto "
    "kontonr cuenta cta iban bic blz swift sepa rib client clients customer customers kunde kunden kundin kd kdnr "
    "cliente clientes adherent member members membre membres mitglied mitglieder mitgl miembro miembros socio socios "
    "membership phone tel telephone telefon telefono fon ph mobile mobil cell handy fax movil portable room rooms "
    "salle raum zimmer sala salon habitacion aula suite apt appt apartment unit floor etage stock piso locker lockers "
    "casier spind schliessfach taquilla receipt receipts recu recus quittung beleg belege recibo recibos ticket "
    "tickets bon kassenbon zip plz postcode cp postal street st rue str strasse calle avenue ave bp postfach "
    "transaction txn tx trx auth terminal mandate mandat mandato contract contrat vertrag contrato pin code ending "
    "endziffer endet terminee terminant terminada passport permit licence license plate policy police poliza tax "
    "steuer ust siret vat nif cif dni total sum amount montant somme betrag summe importe suma"
)
"""What announces the number of something else."""

PAYMENT = _words(
    "payment payments pay pays paid paying paiement paiements payer paye payee reglement regle regl virement vir "
    "versement zahlung zahlungen zahle bezahlung bezahlt ueberweisung uberweisung ueberw uberw pago pagos pagado "
    "abono transferencia transf transfer wire remittance settlement settle settles settled settling ach direct "
    "online bank banking pagamento betaling order orders commande bestellung auftrag pedido booking our your my "
    "notre votre mon ma nos vos unsere ihre meine nuestro nuestra su mi merci thanks thank you danke vielen dank "
    "gracias grazie please bitte svp for of the from on by per via with to pour de du des d la le les un une par "
    "sur a au aux avec fur fuer von vom der die das den dem zu zur zum mit auf im in para por con del el los las "
    "una al desde best regards cordialement mfg gruss saludos full complete total totalite integral vollstandig "
    "gesamt completo entero hereby re betr betreff objet asunto concerne zweck verwendungszweck concept concepto "
    "motif subject"
)
"""What says nothing but that something is paid: beside such a word, a bare number can be an invoice's."""

ORDER = _words(
    "order orders commande commandes bestellung bestellungen auftrag auftrage pedido pedidos booking reservation "
    "buchung reserva"
)
"""What announces an order's number, which may be its invoice's."""

TRANSFER = _words(
    "payment payments paiement paiements reglement versement virement zahlung zahlungen uberweisung pago pagos "
    "transferencia transfer wire remittance settlement"
)
"""Payments themselves: their number, as in ``payment no. 7``, is not an invoice's."""

CHANNEL = _words("bank banking ach wire remittance online direct")
"""How money came, of which a bare number beside it may be."""

MONTH = _words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
    "decembre januar februar marz maerz juni juli oktober dezember dez okt enero febrero marzo abril mayo junio "
    "julio agosto septiembre octubre noviembre diciembre"
)
"""Months, which say when and not what."""

PART = _words(
    "discount less minus remise escompte moins rabatt skonto abzuglich descuento part parts partial partially partly "
    "deposit deposits downpayment half halves instalment instalments installment installments tranche tranches "
    "acompte acomptes arrhes avance avances partiel partielle partiels partielles partiellement moitie echeance "
    "echeances mensualite mensualites anzahlung anzahlungen teil teile teilzahlung teilzahlungen teilbetrag "
    "teilbetrage teilrechnung teilrate abschlag abschlage abschlagszahlung abschlagzahlung halfte halfter "
    "vorauszahlung vorschuss rate raten ratenzahlung anteil anteilig parcial parciales parcialmente anticipo "
    "anticipos anticipado mitad plazo plazos senal entrega cuota cuotas fraccion fraccionado adelanto acconto acconti "
    "parziale rata meta aanbetaling deelbetaling termijn helft sinal prestacao parcela parcelas metade advance pt "
    "prepayment retainer towards toward difference differenz complement supplement nachzahlung shortfall pct percent "
    "prozent pourcent instal some diferencia suplemento share split each"
)
"""What says that money is only a part."""

PART_PHRASES = _phrases(
    "on account, down payment, first payment, second payment, third payment, last payment, final payment, next "
    "payment, first third, second third, first quarter, one third, two thirds, one of, 1 of, 2 of, 3 of, 4 of, "
    "a valoir, en partie, premier paiement, premier versement, deuxieme paiement, deuxieme versement, second "
    "versement, 1er versement, 2e versement, 2eme versement, un tiers, deux tiers, 1 sur, 2 sur, 3 sur, "
    "premiere partie, deuxieme partie, une partie de, una parte de, "
    "erste zahlung, zweite zahlung, 1 zahlung, 2 zahlung, 3 zahlung, zum "
    "teil, ein drittel, a konto, akonto, 1 von, 2 von, 3 von, primer pago, segundo pago, tercer pago, a cuenta, "
    "pago a cuenta, en parte, un tercio, dos tercios, 1 de, 2 de, 3 de, 1a parte"
)
"""What says so in several words."""

FEE = _words(
    "fee fees interest penalty surcharge frais interets penalite penalites gebuhr gebuhren zinsen mahngebuhr "
    "mahngebuhren verzugszinsen recargo intereses comision penalizacion tip trinkgeld pourboire propina charge "
    "mahnkosten saumniszuschlag postage porto donation spende donacion loan kaution caution bond escrow fianza"
)
"""What says that something is paid besides what an invoice is for."""

REST = _words(
    "rest restbetrag restzahlung restlich restliche remainder remaining balance outstanding solde reste restant "
    "restante saldo resto residual restschuld"
)
"""What says that money is the remainder of something."""

DENIAL = _words(
    "never neither nor cannot ignore unlike reversal reversed chargeback void unpaid rather lieu plutot jamais non ni "
    "aucun aucune kein keine keinen keiner keinem nie niemals weder anstelle nunca tampoco ninguna ninguno already "
    "duplicate double doubled twice deja doublon bereits schon doppelt zweimal duplicado doble not except excluding "
    "without instead wrong wrongly mistake cancel cancelled canceled cancellation refund refunded returned dispute "
    "disputed pas sauf hors sans annule annulee annulation erreur remboursement remplace conteste nicht ohne statt "
    "ausser anstatt storno storniert stornierung falsch irrtum ruckzahlung rueckzahlung rucklastschrift excepto salvo "
    "menos sin anulado anulada anulacion cancelado error devolucion reembolso equivocado replaces replace ersetzt "
    "overpaid uberzahlung incorrect pending later tomorrow demain morgen spater folgt follows suivra manana "
    "overpayment"
)
"""What says that something is not paid for, or not so."""

DOUBT = _words(
    "other others another autre autres andere anderer anderes anderen otro otra otros otras maybe perhaps probably or "
    "either unknown unsure peut ou soit inconnu vielleicht wohl oder unbekannt quiza quizas o u desconocido ff etc "
    "onwards onward seq folgende suivantes siguientes vs versus formerly aka replaced incl including inklusive inkl "
    "einschliesslich compris incluido"
)
"""What leaves open which of several things is meant."""

UNDERSTOOD = _words(
    "hello hi dear cheers kind many greetings sincerely yours bonjour salut bonne bonnes journee cher chere bien "
    "salutations sincerement hallo guten tag liebe lieber grusse freundlichen freundliche herzliche hola saludo "
    "buenos buenas dias atentamente mr mrs ms mme mlle herr frau sr sra family famille familie familia we i wir ich "
    "nous yo this here voici hier ist est esta apply account sepa instant instantane permanent standing dauerauftrag "
    "echtzeit web internet electronic electronique faster giro dated date datum fecha monday tuesday wednesday "
    "thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch "
    "donnerstag freitag samstag sonntag lunes martes miercoles jueves viernes sabado domingo year annee jahr ano "
    "month monat mois mes season saison temporada spring summer autumn winter printemps ete automne hiver fruhling "
    "sommer herbst primavera verano otono invierno al usd eur chf gbp cad"
)
"""What is harmless beside an invoice's number besides ``PAYMENT``: greetings, ways of paying, days and seasons."""
