## From the server

refund-before-credit = { $requested } du crédit ouvert du compte n’est disponible qu’à partir du { $first }. Datez le remboursement de ce jour ou d’une date ultérieure.
refund-sources-too-little = Les sources totalisent { $given }, soit { $less } de moins que le remboursement de { $whole }. Indiquez-en d’autres, ou remboursez { $given }.
refund-before-source = { $number } peut être remboursé à partir de sa propre date, le { $date }. Choisissez ce jour ou un jour ultérieur.
refund-sources-too-much = Les sources totalisent { $given }, soit { $more } de plus que le remboursement de { $whole }. Réduisez-en une, ou remboursez { $given }.
refund-above-source = Au plus { $most } de { $number } peut être remboursé, et non { $requested }. Réduisez le montant.
refund-source-one-of = Indiquez soit une opération, soit un article comme source.
refund-source-of-other-account = Ceci n’est pas dans le compte { $number }. Choisissez une source qui l’est.
refund-source-wrong-kind = Un remboursement vient d’un paiement, d’un dépôt, d’une note de crédit ou d’une annulation. Choisissez l’un d’eux.
refund-source-not-arrived = { $number } { $state ->
    [PROCESSING] est en traitement
   *[FAILED] a échoué
}; seule une somme arrivée peut être remboursée. Choisissez une autre source.
refund-source-used-up = { $number } est entièrement rapproché. Annulez l’article ou supprimez d’abord le rapprochement.
refund-source-held = Un paiement encore en traitement retient ce que { $number } a annulé. Confirmez-le ou inscrivez d’abord son échec.
refund-paid-out-before = Des remboursements non encore rapprochés en ont déjà versé { $owed } : { $numbers }. Rapprochez-les avec les crédits qu’ils ont rendus; annulez l’enregistrement de celui qui a été enregistré deux fois.
refund-open-credit-first = Annulez un article, ou supprimez un rapprochement de la somme, afin qu’elle soit ouverte.
refund-no-open-credit = Le compte n’a aucun crédit ouvert à rembourser.
refund-nothing-more = Rien de plus ne peut être remboursé, donc pas { $requested }. Le compte a { $open } de crédit ouvert.
refund-above-free = Au plus { $most } peut être remboursé, et non { $requested }. Le compte a { $open } de crédit ouvert.
