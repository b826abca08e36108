## From the server

line-is-transaction = { $kind ->
    [PAYMENT] Le paiement
    [DEPOSIT] Le dépôt
    [REFUND] Le remboursement
   *[PAYMENT_CORRECTION] La correction de paiement
} { $number } du { $date } dans le compte { $account } a ce montant et n’est sur aucune ligne bancaire.
line-other-transactions = { $count ->
    [one] { $count } autre opération de ce montant est peut-être visée
   *[other] { $count } autres opérations de ce montant sont peut-être visées
} : { $numbers }.
line-days-apart = Sa date est à { $days ->
    [one] { $days } jour
   *[other] { $days } jours
} de celle de la banque.
line-may-be-same = { $number } dans le compte { $account } a ce montant et correspond peut-être à la même somme.
line-nothing-fits = Rien dans le compte ne correspond à ce montant; la somme resterait donc ouverte.
line-alike = { $count ->
    [one] { $count } autre ligne ouverte de ce montant et de ce payeur est
   *[other] { $count } autres lignes ouvertes de ce montant et de ce payeur sont
} peut-être pour la même chose.
line-too-little = Trop peu d’indices désignent ce compte pour que ce soit sûr.
line-other-accounts = Des indices désignent aussi un autre compte : { $numbers }.
line-pays-for = Ce payeur a payé pour { $count ->
    [one] { $count } compte
   *[other] { $count } comptes
}.
clue-text-names = Le texte mentionne la facture { $number }.
clue-reference = La référence structurée est celle de la facture { $number }.
clue-reference-mistyped = Les chiffres de contrôle de la référence structurée { $reference } sont erronés : elle a été mal saisie.
clue-reference-right = La référence structurée est celle de la facture { $number }, et ses chiffres de contrôle sont justes.
clue-reference-holds = La référence structurée contient le numéro de la facture { $number }.
clue-iban-mistyped = Les chiffres de contrôle du numéro de compte du payeur sont erronés.
clue-payer-account = Ce payeur a déjà payé pour ce compte à partir du même compte bancaire.
clue-payer-name = Un payeur de ce nom a déjà payé pour ce compte.
clue-name = Le payeur a le nom du titulaire ou d’un membre du compte.
clue-almost-name-of-payer = Le nom du payeur est presque celui d’un payeur qui a payé pour ce compte.
clue-almost-name = Le nom du payeur est presque celui du titulaire ou d’un membre du compte.
clue-alone-open = C’est le seul compte dont le montant ouvert est exactement celui-ci.
