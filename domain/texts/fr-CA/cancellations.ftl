## From the server

cancellation-before-invoice = L’annulation ne peut pas être datée du { $day }, avant la facture qu’elle annule, du { $invoiced }. Datez-la du { $invoiced } ou d’une date ultérieure.
cancellation-no-items = Indiquez au moins un article à annuler.
cancellation-not-invoice = Seuls les articles de factures peuvent être annulés. Retirez les autres.
cancellation-several-accounts = Tous les articles d’une annulation doivent être dans un même compte. Annulez les autres séparément.
cancellation-done = { $amount } en est déjà annulé.
cancellation-held = Des versements planifiés le retiennent : { $planned }. Supprimez-les ou modifiez-les d’abord pour annuler davantage.
cancellation-written-off = { $amount } en est radié; annulez la radiation pour annuler cela aussi.
cancellation-nothing-left = Il ne reste rien à annuler de cet article; retirez-le.
cancellation-above-left = Au plus { $left } de cet article peut être annulé, et non { $requested }. Réduisez le montant.
