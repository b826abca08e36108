## From the server

move-same-account = { $number } est déjà dans ce compte. Choisissez un autre compte.
move-other-currency = Ce compte est en { $currency }. Choisissez-en un en { $wanted }, comme l’est { $number }.
move-processing = { $number } est encore en traitement. Confirmez-le avant de le déplacer, ou inscrivez son échec.
move-failed = { $number } a échoué ou a déjà été déplacé; il n’en reste rien dans ce compte.
move-refunded = { $number } a été remboursé. Supprimez d’abord son rapprochement avec le remboursement.
payment-failed-already = { $number } a déjà échoué, et sa correction est enregistrée.
correction-before-payment = La correction ne peut pas être datée du { $day }, avant le paiement lui-même, du { $date }. Datez-la de ce jour ou d’une date ultérieure.
payment-not-money = { $number } n’est ni un paiement ni un dépôt, que la banque confirme ou retourne. Choisissez-en un.
balance-nothing-to-pay = Rien à payer : le solde prévu est de 0 ou moins.
balance-paid-too-much = { $requested } dépasse le solde prévu, { $most }. Payez au plus ce montant.
payment-confirmed-already = { $number } est déjà confirmé; seul un paiement en traitement peut être confirmé.
payment-failed-not-processing = { $number } a déjà échoué; seul un paiement en traitement peut être confirmé.
