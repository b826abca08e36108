## Items that open again

planned-open-again = Ces articles seront de nouveau ouverts :
planned-amount-open = { $amount } ouvert

## Plan payments

planned-gets = planifié
planned-title = Planifier des versements : { $owner }
planned-select = Sélectionnez les articles à payer.
planned-too-small = Le montant est trop faible pour autant de versements.
planned-items-to-pay = Articles à payer
planned-nothing-due-how = Enregistrez d’abord une facture, ou supprimez un versement planifié.
planned-enter = Saisissez le nombre de versements et la première échéance.
planned-due-on = échéance : { $date }
planned-plan = Planifier les versements
planned-done =
    { $count ->
        [one] { $count } versement planifié enregistré.
       *[other] { $count } versements planifiés enregistrés.
    }
planned-upcoming = Versements à venir

## Edit a planned payment

planned-edit-title = Modifier le versement planifié : { $owner }
planned-change-something = Modifiez la date, le montant ou le mode de paiement.
planned-unlinks = Modifier le montant dissocie ses articles; le paiement arrive alors non rapproché.
planned-stay-linked = Ses articles restent associés.
planned-none-linked-arrives = Aucun article n’est associé; il arrive non rapproché.
planned-effect = L’effet de votre modification s’affiche ici.
planned-updated = Versement planifié de { $amount } modifié.
planned-updated-freed = Versement planifié de { $amount } modifié; ses articles sont de nouveau ouverts.

## Delete a planned payment

planned-delete-title = Supprimer le versement planifié de { $amount }?
planned-delete-what = { $owner } : { $amount } ({ $method }), échéance du { $date }. Il ne sera pas perçu.
planned-none-linked = Aucun article n’y est associé.
planned-checking = Vérification des articles associés…
planned-deleted = Versement planifié de { $amount } supprimé.

## Process planned payments

planned-process = Traiter les versements à échéance
planned-due-by = À échéance au plus tard le
planned-due-by-hint = Par défaut : aujourd’hui. Aussi la date des paiements.
planned-no-preview = Aucun aperçu disponible.
planned-checking-due = Vérification de ce qui est à échéance…
planned-checking-due-still = Vérification de ce qui est à échéance.
planned-process-count =
    { $count ->
        [one] Traiter { $count } versement
       *[other] Traiter { $count } versements
    }
planned-processed =
    { $count ->
        [one] { $count } versement planifié traité.
       *[other] { $count } versements planifiés traités.
    }
planned-the-processed =
    { $count ->
        [one] { $count } versement traité
       *[other] { $count } versements traités
    }
planned-nothing-by-date = Rien n’est à échéance à cette date.
planned-arrives-as = { $method }, arrive non rapproché
planned-total-in = Total en { $currency }
planned-total-listed = Total des versements affichés
planned-total-listed-in = Total des versements affichés en { $currency }

## In the activity list

log-did-create-planned-payments = Versements planifiés
log-did-modify-planned-payment = Versement planifié modifié
log-did-delete-planned-payment = Versement planifié supprimé
log-did-process-planned-payments = Versements planifiés traités
