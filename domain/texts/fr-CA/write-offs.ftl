## From the server

write-off-no-items = Indiquez au moins un article à radier.
write-off-not-invoice = Seuls les articles de factures peuvent être radiés. Retirez les autres.
write-off-several-accounts = Tous les articles d’une radiation doivent être dans un même compte. Radiez les autres séparément.
write-off-item-twice = Cet article est indiqué deux fois. Indiquez-le une seule fois, avec son montant entier.
write-off-not-offered = La radiation n’est pas offerte en { $currency } : aucune limite n’est fixée. L’exploitant en fixe une avec TIEOUT_WRITE_OFF_MAX.
write-off-before-invoice = La radiation ne peut pas être datée du { $day }, avant la facture. Datez-la du { $latest } ou d’une date ultérieure.
write-off-nothing-open = Cet article n’a aucun montant ouvert à radier; retirez-le.
write-off-above-left = Au plus { $left } de cet article peut être radié, et non { $requested }. Réduisez le montant.
write-off-above-limit = { $requested } dépasse ce qui peut être radié d’un article, { $most }. Radiez au plus ce montant.
write-off-above-rest-of-limit = { $before } de cet article est déjà radié, et { $most } est le maximum; il reste { $left }, et non { $requested }.
