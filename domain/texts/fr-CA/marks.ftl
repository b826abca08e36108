## What an amount is for

marks-everything-for = tout pour { $name }
marks-oldest = les { $count } plus anciennes
marks-everything-due = tout ce qui est dû
marks-exactly = { $amount }, c’est exactement
marks-no-room = Plus que le montant ouvert.
marks-no-money = Plus que ce qu’il reste.
marks-maximum = maximum
marks-amount-for = Montant pour { $what }
marks-due = échéance du { $date }
marks-items =
    { $count ->
        [one] { $count } article
       *[other] { $count } articles
    }
marks-of = { $what } de { $number }
marks-search = Rechercher parmi les articles ouverts
marks-search-by = Numéro, description ou montant
marks-select-oldest = Choisir les plus anciens d’abord
marks-clear = Effacer le choix
marks-open = ouvert

## Typed amounts

marks-enter-amount = Saisissez un montant.
marks-above-zero = Saisissez un montant supérieur à zéro.
marks-such-as = Saisissez un montant tel que 75 ou { $amount }.
marks-such-as-whole = Saisissez un montant tel que 1234.
marks-decimals = Les montants en { $currency } ont au plus { $digits } décimales.
marks-no-decimals = Les montants en { $currency } n’ont pas de décimales.
marks-too-large = Ce montant est trop élevé.

## From the server

mark-nothing-open = Rien n’est ouvert ici; retirez-le. { $obstacles }
mark-one-of = Imputez à une facture ou à un article.
mark-of-other-account = Ceci n’est pas dans le compte { $number }. Choisissez ce qui l’est, ou ne l’indiquez pas.
mark-on-credit = { $kind ->
    [PAYMENT] Un paiement
    [DEPOSIT] Un dépôt
    [CANCELLATION] Une annulation
   *[other] Une note de crédit
} est un crédit et ne peut pas être payé. Choisissez des factures.
mark-nothing-left = Il ne reste rien à payer.
mark-above-open = { $requested } dépasse ce qui est ouvert ici, { $most }. Imputez au plus { $most }, ou n’indiquez pas le montant.
mark-above-rest = { $requested } dépasse ce que les imputations précédentes laissent de la somme, { $most }. Imputez au plus { $most }, ou n’indiquez pas le montant.
mark-obstacle = Article { $position } : { $obstacle }
mark-obstacles-more = Et ainsi de suite pour { $more ->
    [one] { $more } autre article.
   *[other] { $more } autres articles.
}
