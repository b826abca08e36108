## How far a bank line is explained

bank-line-open = Non expliquée
bank-line-partly = Partiellement expliquée
bank-line-status-explained = Expliquée
bank-line-status-ignored = Ignorée
bank-line-of = { $amount } du { $date }
bank-line-whole-left = Il reste { $amount } de la ligne à expliquer.
bank-line-part-left = Il reste { $amount } de la ligne à expliquer.
bank-line-none-left = La ligne est expliquée.

## The ways to explain it

bank-line-match = Rapprocher
bank-line-as-payment = Enregistrer un paiement
bank-line-as-refund = Enregistrer un remboursement
bank-line-several = Plusieurs comptes
bank-line-fee-or-other = Frais ou autre
bank-line-ignore = Ignorer
