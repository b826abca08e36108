## A new subscription

subscriptions-new-title = Nouvel abonnement : { $owner }
subscriptions-enter-start = Saisissez une date de début.
subscriptions-start = Date de début
subscriptions-end-date = Date de fin
subscriptions-end-hint = Laissez vide pour qu’il continue jusqu’à sa résiliation.
subscriptions-create = Créer l’abonnement
subscriptions-created = Abonnement « { $subscription } » créé.

## Change a subscription

subscriptions-change-title = Modifier « { $subscription } »
subscriptions-enter-next = Saisissez la prochaine date.
subscriptions-from-next = Les modifications valent à partir de la prochaine période. Les montants déjà facturés restent.
subscriptions-next = Prochaine facturation
subscriptions-next-hint = Les périodes suivantes se comptent à partir d’ici.
subscriptions-save = Enregistrer les modifications
subscriptions-changed = Abonnement « { $subscription } » modifié.

## The subscriptions of an account

subscriptions-per-week = par semaine
subscriptions-per-month = par mois
subscriptions-per-quarter = par trimestre
subscriptions-per-year = par an
subscriptions-title = Abonnements : { $owner }
subscriptions-new = Nouvel abonnement
subscriptions-charge-due = Facturer les abonnements
subscriptions-end-title = Résilier « { $subscription } »?
subscriptions-end-what = Il n’est plus facturé après aujourd’hui. Les montants déjà facturés restent.
subscriptions-end = Résilier l’abonnement
subscriptions-ends = « { $subscription } » prend fin le { $date }.
subscriptions-paused = « { $subscription } » est en pause et n’est pas facturé avant sa reprise.
subscriptions-resumed = « { $subscription } » est de nouveau facturé à partir du { $date }.
subscriptions-is-paused = En pause
subscriptions-next-on = Prochaine facturation le { $date }
subscriptions-ended = Terminé
subscriptions-ends-on = fin le { $date }
subscriptions-started = commencé le { $date }
subscriptions-change = Modifier
subscriptions-resume = Reprendre
subscriptions-pause = Mettre en pause
subscriptions-end-it = Résilier
subscriptions-the = les abonnements
subscriptions-none = Aucun abonnement pour le moment.
subscriptions-none-how = Ajoutez un montant récurrent, comme une adhésion.

## Charge subscriptions

subscriptions-charge-all = Les facturer toutes
subscriptions-in-quotes = « { $text } »
subscriptions-charge-title = Facturer les abonnements
subscriptions-charge-what = Facture chaque période commencée, { $everywhere }, et enregistre pour chacune un paiement selon son mode.
subscriptions-everywhere = dans tous les comptes
subscriptions-through = Jusqu’au
subscriptions-many = Plus de 12 périodes d’un même abonnement
subscriptions-leave-out = Laisser l’abonnement de côté
subscriptions-checking = Vérification de ce qui est dû…
subscriptions-left-out-colon = Laissés de côté :
subscriptions-nothing = Rien n’est dû. Chaque période commencée est déjà facturée.
subscriptions-to-charge = { $periods } à facturer :
subscriptions-periods =
    { $count ->
        [one] { $count } période
       *[other] { $count } périodes
    }
subscriptions-of = { $owner } : { $description } { $date }
subscriptions-still-checking = Vérification de ce qui est dû.
subscriptions-all-left-out = Tout ce qui est dû est laissé de côté.
subscriptions-charge = Facturer
subscriptions-charged =
    { $count ->
        [one] { $count } période facturée.
       *[other] { $count } périodes facturées.
    }
subscriptions-the-charges =
    { $count ->
        [one] la facturation de { $count } période
       *[other] la facturation de { $count } périodes
    }
subscriptions-left-out = Laissés de côté
subscriptions-left-out-why = Ces abonnements n’ont pas été facturés. Les autres l’ont été.

## In the activity list

log-did-create-subscription = Abonnement créé
log-did-update-subscription = Abonnement modifié
log-did-cancel-subscription = Abonnement résilié
log-did-charge-subscriptions = Abonnements facturés

## From the server

subscription-ends-before-start = La fin, le { $ends_on }, précède le début, le { $starts_on }. Choisissez une fin ultérieure.
subscription-begun-long-ago = Plus de { $most } périodes ont commencé depuis le { $starts_on }, et une facturation n’en traite pas autant à la fois. Faites-le commencer plus tard.
subscription-next-before-start = L’abonnement commence le { $starts_on }. La prochaine période commence ce jour ou après.
subscription-ends-before-next = L’abonnement se termine le { $ends_on }, avant le { $next_on }. Choisissez un jour antérieur, ou résiliez-le.
subscription-charged-already = La période à partir du { $charged_on } est déjà facturée. La prochaine commence le { $after } ou après, et non le { $next_on }.
subscription-ends-already = L’abonnement se termine déjà le { $ends_on }, avant le { $on }. Choisissez un jour antérieur.
subscription-ended = L’abonnement s’est déjà terminé le { $ends_on }. Créez-en un nouveau pour facturer de nouveau.
subscription-too-many-periods = L’abonnement { $description } a plus de { $most } périodes à facturer depuis le { $first }. Fixez sa prochaine date plus tard, ou résiliez-le.
subscription-left-out = L’abonnement { $description } a { $periods } périodes à facturer, du { $first } au { $last }; une facturation en traite au plus { $most }. Si elles sont justes, recommencez avec `catchUp`; sinon, fixez sa prochaine date ou résiliez-le.
