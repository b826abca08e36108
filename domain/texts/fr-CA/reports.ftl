## The list, and what all reports have

reports-title = Rapports
reports-all = Tous les rapports
reports-running = { $title }, { $days }, en { $currency }
reports-running-as-of = { $title }, { $days }, en date du { $moment }, en { $currency }
reports-title-of = { $title }, { $days }
reports-days-in = { $days }, en { $currency }
reports-currency = Devise
reports-date = Date
reports-print = Imprimer
reports-printed = Tieout, imprimé le { $moment } par { $person }
reports-nothing-yet = Aucune donnée pour le moment.
reports-choose-dates = Choisissez les dates ci-dessus.
reports-the-report = le rapport
reports-choose-others = Choisissez d’autres dates ou une autre devise.
reports-first-rows = { $shown } premières lignes sur { $total }. Utilisez le bouton Imprimer du rapport pour les imprimer toutes.
reports-client-names = noms des clients
reports-only =
    { $count ->
        [one] Seulement { $group } : { $count } ligne, { $sum }. { $all }
       *[other] Seulement { $group } : { $count } lignes, { $sum }. { $all }
    }
reports-all-rows = Afficher toutes les lignes
reports-group-unreconciled = non rapproché
reports-group-no-code = sans code de grand livre
reports-group-code = code de grand livre { $code }
reports-not-found = Rapport introuvable.
reports-to-reports = Aller aux rapports

## What changed since an instant

reports-row = Ligne
reports-then = Avant
reports-now = Maintenant
reports-changed-by = Modifié par
reports-what-changed = ce qui a changé
reports-nothing-differs = Aucune différence.
reports-as-then = Chaque chiffre de ce rapport est celui d’alors.
reports-changed-rows = Lignes modifiées
reports-more-changed =
    { $count ->
        [one] Et { $count } ligne de plus. La ligne de commande les donne toutes.
       *[other] Et { $count } lignes de plus. La ligne de commande les donne toutes.
    }
reports-changed-since = Ce qui a changé depuis le { $moment }

## Columns and figures

reports-owner = Titulaire
reports-total-due = Total dû
reports-processing = En traitement
reports-planned = Planifié
reports-total = Total
reports-rows-shown = Lignes affichées
reports-ledger-code = Code de grand livre
reports-no-ledger-code = Sans code de grand livre
reports-unreconciled = Non rapproché
reports-received = Reçu
reports-amount = Montant
reports-kind = Type
reports-method = Mode de paiement
reports-number = Numéro
reports-reference = Référence
reports-name = Nom
reports-text = Texte
reports-status = État
reports-position = Position
reports-description = Description
reports-code-title = Intitulé
reports-owner-name = Nom du titulaire
reports-account-number = Numéro de compte
reports-applied = Imputé
reports-applied-to = Imputé à
reports-applied-amount = Montant imputé
reports-transaction-amount = Montant de l’opération
reports-processing-amount = Montant en traitement
reports-yes = oui
reports-no = non
reports-comparison = Comparaison
reports-invoiced = Facturé
reports-credited = Crédité
reports-net = Net
reports-credited-cancelled = Crédité et annulé
reports-sales = Ventes
reports-cash = Encaissé
reports-by-credits = Par notes de crédit
reports-paid-by-credits = Payé par notes de crédit
reports-credits-used = Notes de crédit utilisées
reports-from = De
reports-for = Pour
reports-item = Article
reports-transaction = Opération
reports-payment = Paiement
reports-none = Aucun

## Payment by item, and by ledger code

reports-payment-by-item-counts = Chaque paiement et dépôt daté de la période, moins les remboursements et les corrections de paiement, avec ce à quoi chacun a été imputé et son montant non rapproché. C’est la date du paiement qui compte, et non celle de la facture. Un paiement échoué reste dans le rapport; sa correction le contrepasse à la date de la correction.
reports-no-payments = Aucun paiement, dépôt, remboursement ni correction dans cette période.
reports-payment-by-item-adds-up = { $report }, pour les mêmes dates, additionne ces lignes et arrive au même total.
reports-is-processing = en traitement
reports-payment-by-ledger-code-counts = Les paiements par article, totalisés par code de grand livre et mode de paiement. « Sans code de grand livre » : un paiement ou un dépôt compensé par son remboursement ou sa correction; « Non rapproché » : ce qui n’est encore imputé à rien.

## Breakdown of payments

reports-breakdown-counts = Ce qui a été payé pour les articles facturés de chaque code de grand livre, par date de paiement, moins les remboursements de ses notes de crédit. Les notes de crédit et les annulations figurent à part, à leur propre date : « Payé par notes de crédit » sous le code de grand livre qu’elles ont payé, « Notes de crédit utilisées » sous le leur. Les paiements non rapprochés ne sont pas compris.
reports-no-reconciled = Aucun paiement rapproché dans cette période.
reports-by-reconciliation = Par rapprochement
reports-by-ledger-code = Par code de grand livre

## Sales by ledger code, and by item

reports-sales-by-ledger-code-counts = Les montants facturés sous chaque code de grand livre, moins les notes de crédit et les annulations, chacun à sa propre date. Comprend les articles impayés et non rapprochés.
reports-sales-by-item-counts = Chaque article d’une facture, d’une note de crédit ou d’une annulation datée de la période. Les notes de crédit et les annulations sont soustraites. Comprend les articles impayés et non rapprochés.
reports-no-sales = Aucune facture, note de crédit ni annulation dans cette période.
reports-select-code = Choisissez un code de grand livre pour en voir les articles. Pour ce qui a été payé, voyez la { $breakdown }.
reports-breakdown-link = ventilation des paiements
reports-sales-by-item-adds-up = { $report }, pour les mêmes dates, additionne ces lignes et arrive au même total.

## Aging

reports-aging-counts = Les montants impayés à cette date selon les jours de retard, comptés à partir de l’échéance, ou de la date de la facture s’il n’y en a pas. Les paiements en traitement et les versements planifiés ne sont pas encore reçus : ce qu’ils paient reste dû, et figure à part.
reports-of-which-processing = Dont en traitement
reports-of-which-planned = Dont planifié
reports-nothing-due = Rien n’est dû à cette date.
reports-due-on = Dû le { $date }, selon les jours de retard
reports-account-owes = Ce que doit chaque compte
reports-all-accounts = Tous les comptes
reports-not-due = Non échu
reports-days-1 = 1 à 30 jours
reports-days-31 = 31 à 60 jours
reports-days-61 = 61 à 90 jours
reports-days-90 = Plus de 90 jours
reports-amount-processing = { $amount } en traitement
reports-amount-planned = { $amount } planifié

## Bank reconciliation

reports-side = Côté
reports-side-bank = Banque
reports-side-books = Livres
reports-not-on-other-side = Absent de l’autre côté
reports-bank-account = Compte bancaire
reports-no-bank-accounts = Aucun compte bancaire pour le moment.
reports-create-bank-account = Créez-en un et importez ses relevés
reports-lines-unexplained = Au compte bancaire, non expliqué
reports-unexplained-lines = Lignes bancaires non expliquées
reports-explain-them = Les expliquer
reports-all-explained = Toutes les lignes sont expliquées.
reports-unmatched = Enregistré en { $currency }, sur aucune ligne bancaire
reports-unmatched-caption = Sommes enregistrées qui ne sont sur aucune ligne bancaire
reports-all-on-lines = Toutes les sommes enregistrées sont sur une ligne bancaire.
reports-recorded-money = les sommes enregistrées
reports-bank-of = { $account }, { $date }, en { $currency }
reports-bank-counts = Le solde de la banque, moins ce que ses lignes laissent inexpliqué, est le solde des livres. Une ligne ignorée compte comme inexpliquée.
reports-not-given = non indiqué
reports-balance-bank = Solde à la banque
reports-lines-not-explained = Lignes non expliquées
reports-balance-books = Solde des livres
reports-difference = Écart
reports-on-no-line-total = Enregistré sur aucune ligne bancaire
reports-no-balance = Aucun relevé importé n’indique de solde; le côté de la banque ne peut donc pas être vérifié.
reports-bank-has-more = La banque a { $amount } de plus que le total des lignes importées : des mouvements ne sont dans aucun relevé importé. Importez ce qui manque.
reports-bank-has-less = La banque a { $amount } de moins que le total des lignes importées : des mouvements ne sont dans aucun relevé importé. Importez ce qui manque.
reports-ties-out = Tout concorde : chaque cent entre la banque et les livres figure ci-dessous.
reports-line = Ligne
reports-no-text = Aucun texte
reports-booked = Date comptable
reports-not-explained = Non expliqué
reports-recorded = Enregistré
reports-on-no-line = Sur aucune ligne
reports-credit-number = Numéro du crédit
reports-debit-number = Numéro du débit

## The list of reports, their tabs, and Find

report-list-by-item = Par article
report-list-by-ledger-code = Par code
report-list-breakdown = Ventilation
report-list-sales = Ventes
report-list-items-sold = Articles vendus
report-list-aging = Âge des comptes
report-list-bank = Banque
report-list-payment-by-item = Paiements par article
report-list-payment-by-item-is = Chaque paiement d’une période et ce à quoi il a été imputé.
report-list-payment-by-ledger-code = Paiements par code de grand livre
report-list-payment-by-ledger-code-is = Paiements reçus, par code de grand livre et mode de paiement.
report-list-payment-breakdown = Ventilation des paiements par code de grand livre
report-list-payment-breakdown-is = Ce qui a été payé pour chaque code de grand livre, facture par facture, par encaissement et par note de crédit.
report-list-sales-by-ledger-code = Ventes par code de grand livre
report-list-sales-by-ledger-code-is = Factures moins notes de crédit et annulations, payées ou non.
report-list-sales-by-item = Ventes par article
report-list-sales-by-item-is = Chaque article facturé, crédité ou annulé dans une période.
report-list-aging-is = Ce que chaque compte doit à une date, selon les jours de retard.
report-list-bank-reconciliation = Rapprochement bancaire
report-list-bank-reconciliation-is = Un compte bancaire comparé aux livres à une date : les deux soldes, et ce qui n’est que d’un seul côté.

## From the server

report-no-accounts = Il n’y a encore aucun compte. Indiquez une devise.
report-one-currency = Un rapport porte sur une seule devise. Choisissez-en une : { $currencies }.
