mark-nothing-open = Rien n’est ouvert ici; retirez-le. { $obstacles }
mark-one-of = Affectez à une facture ou à un article.
mark-of-other-account = Ceci n’est pas dans le compte { $number }. Choisissez ce qui l’est, ou ne l’indiquez pas.
mark-on-credit = { $kind ->
    [PAYMENT] Un paiement
    [DEPOSIT] Un dépôt
    [CANCELLATION] Une annulation
   *[other] Une note de crédit
} est un crédit et ne peut pas être payé. Choisissez des factures.
mark-nothing-left = Il ne reste rien à payer.
mark-above-open = { $requested } dépasse ce qui est ouvert ici, { $most }. Affectez au plus { $most }, ou n’indiquez pas le montant.
mark-above-rest = { $requested } dépasse ce que les affectations précédentes laissent de l’argent, { $most }. Affectez au plus { $most }, ou n’indiquez pas le montant.
mark-obstacle = Article { $position } : { $obstacle }
mark-obstacles-more = Et ainsi de suite pour { $more } autres articles.
