closing-title = Clôture
closing-close = Clôturer une période
closing-closed-through = Clôturé jusqu’au
closing-reconciliations = Rapprochements
closing-closed-too = Clôturés aussi
closing-open = Ouverts
closing-closed = Clôture
closing-reopened = Réouverture
closing-reopened-why = { $person } : { $reason }
closing-reports = Rapports
closing-what-changed = Ce qui a changé depuis
closing-what-changed-through = Ce qui a changé depuis la clôture jusqu’au { $date }
closing-actions = Actions
closing-reopen = Rouvrir
closing-period-through = la période jusqu’au { $date }
closing-closings = les clôtures
closing-empty = Aucune période n’est encore clôturée.
closing-empty-how = Clôturez un mois une fois ses rapports produits : plus rien n’y change.
closing-caption = Clôtures
closing-checking = Vérification en cours…
closing-yes = Oui
closing-what-is-open = ce qui est ouvert
closing-before = Avant de clôturer jusqu’au { $date }
closing-through = Clôturé jusqu’au { $date }

## What is open, before the next period is closed

closing-money = Toutes les sommes sont rapprochées
closing-money-ask = Toutes les sommes sont-elles rapprochées?
closing-money-open =
    { $count ->
        [one] { $count } ouverte, { $amount }
       *[other] { $count } ouvertes, { $amount }
    }
closing-lines = Toutes les lignes bancaires sont expliquées
closing-lines-ask = Toutes les lignes bancaires sont-elles expliquées?
closing-lines-open =
    { $count ->
        [one] { $count } ligne ouverte
       *[other] { $count } lignes ouvertes
    }
closing-balances = Les soldes de la banque sont ceux des livres
closing-balances-ask = Les soldes de la banque sont-ils ceux des livres?
closing-balance-differs = { $account } : { $difference }
closing-invalid = Aucun rapprochement non valide
closing-invalid-ask = Aucun rapprochement non valide?
closing-items =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
closing-slow = Aucun chèque électronique en traitement
closing-slow-ask = Aucun chèque électronique en traitement?
closing-processing = { $count } en traitement

## Closing a period, and opening it again

closing-enter-day = Saisissez le dernier jour à clôturer.
closing-means = Dans une période clôturée, rien n’est enregistré, annulé ni déplacé. Ses rapports restent tels quels, quoi qu’on enregistre par la suite.
closing-all-days = Clôturer tous les jours jusqu’au
closing-reconciliations-too = Clôturer aussi les rapprochements
closing-reconciliations-hint = Sinon, les sommes de la période peuvent encore être rapprochées.
closing-save = Clôturer la période
closing-done = Les livres sont clôturés jusqu’au { $date }.
closing-reopen-title = Rouvrir la période jusqu’au { $date }
closing-reopen-means = Les jours de cette période, et de toutes les suivantes, peuvent de nouveau être modifiés. Les rapports peuvent alors différer de ce qui a été transmis.
closing-reason = Motif
closing-reason-hint = Conservé avec la clôture.
closing-reopen-done = La période jusqu’au { $date } est de nouveau ouverte.

## In the activity list

log-did-close-books = Livres clôturés
log-did-reopen-books = Livres rouverts

## From the server

closing-day-invalid = Le { $through } ne peut pas être clôturé : choisissez un jour entre le { $earliest } et aujourd’hui, le { $today }.
closing-already = { $closed_by } a déjà clôturé les livres jusqu’au { $through }. Choisissez un jour ultérieur.
closed-what = { $what }, le { $day }, est dans une période clôturée : { $closed_by } a clôturé les livres jusqu’au { $through }. { $way }, ou faites rouvrir les livres.
closed-day = Le { $day } est dans une période clôturée : { $closed_by } a clôturé les livres jusqu’au { $through }. { $way }, ou faites rouvrir les livres.
closed-give-later = Indiquez le { $first_open_day } ou une date ultérieure
closed-return = Le retour de { $number }
closed-run = La facturation
closed-money = La somme
closed-money-of-reconciliation = La somme d’un rapprochement
closed-try-on = Réessayez le { $day }
closed-method-stays = Son mode de paiement reste tel quel
closed-leave-method = Laissez son mode de paiement tel quel
closed-take-back-later = Enregistrez ce qui le compense à une date qui n’est pas clôturée
closed-leave-reconciliations = Ses rapprochements ont été clôturés aussi; laissez-les
closed-import-later = Importez le reste à une date qui n’est pas clôturée
closing-not-closed = Les livres n’ont pas été clôturés jusqu’au { $through }, ou sont rouverts. { $way }
closing-days = Les périodes clôturées se terminent le { $days } : choisissez l’un de ces jours.
closing-none = Aucune période n’est clôturée.
