## What an amount is for

marks-everything-for = tout pour { $name }
marks-oldest = les { $count } plus anciennes
marks-everything-due = tout ce qui est dû
marks-exactly = { $amount }, c’est exactement
marks-no-room = Plus que le solde à rapprocher.
marks-no-money = Plus que ce qu’il reste.
marks-maximum = maximum
marks-amount-for = Montant pour { $what }
marks-due = échéance { $date }
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
marks-too-large = Ce montant est trop grand.
