## Fields

forms-amount = Montant
forms-method = Mode de paiement
forms-date = Date
forms-due-date = Échéance
forms-reference = Référence
forms-reason = Motif
forms-description = Description
forms-ledger-code = Code de grand livre
forms-member = Membre
forms-account = Compte
forms-owner = Titulaire
forms-email = Adresse courriel
forms-memo = Note
forms-interval = Intervalle
forms-paid-by = Payé par
forms-find-account = Trouver le compte
forms-amount-per-period = Montant par période

## Their hints

forms-defaults-today = Par défaut : aujourd’hui.
forms-reference-hint = Numéro de chèque ou référence bancaire.
forms-first-description = Par défaut : la description du premier article.
forms-find-account-hint = Titulaire, membre, numéro ou adresse courriel.
forms-commas = Séparez les noms par des virgules.

## Choices

forms-choose = Choisir…
forms-no-member = Aucun membre

## What is missing

forms-enter-description = Saisissez une description.
forms-enter-reason = Saisissez un motif.
forms-enter-due-date = Saisissez une échéance.
forms-choose-ledger-code = Choisissez un code de grand livre.

## What is read

forms-the-accounts = les comptes
forms-the-open-items = les articles ouverts
forms-codes-and-members = les codes de grand livre et les membres

## What a change does to the account

forms-total = Total
forms-unapplied = Non imputé
forms-fully-applied = Entièrement imputé
forms-current-balance = Solde actuel
forms-balance-after = Solde après
forms-open = ouvert
forms-and-more = et { $count } de plus
forms-nothing-due = Rien n’est dû.

## Buttons

forms-save = Enregistrer
forms-go-back = Retour
forms-delete = Supprimer
forms-accounts-link = Aller aux comptes
forms-all-accounts = Tous les comptes

## What other systems call a record

forms-other-systems = Autres systèmes
forms-external-id = Identifiant externe
forms-external-id-hint = Son nom dans un autre système.
forms-metadata = Métadonnées
forms-metadata-hint = Une entrée par ligne, par exemple saison : printemps.
forms-colon = Mettez un deux-points entre la clé et le texte : { $line }

## Choose an account

forms-account-of = Compte de : { $of }
forms-no-account = Aucun compte ne correspond à « { $search } ».
forms-no-account-in = Aucun compte en { $currency } ne correspond à « { $search } ».
