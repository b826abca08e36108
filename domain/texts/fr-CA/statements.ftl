statements-title = Relevés de compte
statements-one = Relevé de compte
statements-one-is = Ce qui a été facturé et pour qui, ce qui a été payé et pour quoi, avec le solde avant et après.
statements-download = Télécharger
statements-the-statement = le relevé de compte
statements-yearly = Reçus annuels
statements-yearly-are = Ce qui a été payé dans une année, par date de paiement et par code de grand livre, pour chaque membre.
statements-year = Année
statements-account-itself = Le compte lui-même
statements-the-account = le compte
statements-not-found = Compte introuvable.
statements-account-number = Numéro de compte

## Of all accounts

statements-with-activity = Avec des opérations
statements-with-balance = Avec un solde
statements-owing = Avec un montant dû
statements-all = Tous
statements-being-made = Les documents sont en cours de production.
statements-of-many = Relevés de nombreux comptes
statements-of-many-are = Un pour chaque compte, dans un seul fichier à imprimer ou à conserver. Vous pouvez quitter la page entre-temps.
statements-accounts = Comptes
statements-which = Lesquels
statements-search = Rechercher par titulaire, membre, numéro, reçu, référence, montant ou courriel
statements-search-for = Titulaire, membre, numéro ou reçu
statements-found =
    { $count ->
        [0] Aucun compte ne correspond
        [one] { $count } compte
       *[other] { $count } comptes
    }
statements-make = Produire les relevés
statements-receipts = Reçus annuels de tous les membres
statements-receipts-are = Un pour chaque membre pour qui quelque chose a été payé dans l’année, et un pour ce qu’un compte a payé pour lui-même.
statements-make-receipts = Produire les reçus annuels

## In the activity list

log-did-make-documents = Documents produits
