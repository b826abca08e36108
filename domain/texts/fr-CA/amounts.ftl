## From the server

amount-not-positive = Le montant doit être supérieur à 0.
amount-not-whole = { $value } n’est pas un nombre entier d’unités mineures, comme 1250.
amount-negative = Le montant ne doit pas être négatif. Indiquez-le sans le signe.
amount-too-large = Le montant est trop élevé : au plus { $most } unités mineures peuvent être enregistrées.
sum-too-large = Un total de ce rapport est de { $cents }, au-delà de ±{ $most } unités mineures. { $way }
currency-unknown = { $code } n’est pas un code de devise ISO 4217, comme USD.
decimal-not-amount = { $text } n’est pas un montant. Écrivez-le comme { $example }, sans signe, ni devise, ni séparateur de milliers.
sum-ask-for-less = Demandez une période plus courte, dont le total est moindre.
decimal-too-large = { $text } est trop élevé : au plus { $most } peut être enregistré.
decimal-too-long = { $text } a { $digits ->
    [one] { $digits } chiffre
   *[other] { $digits } chiffres
} après la virgule; { $currency } en a au plus { $most }.
decimal-whole-only = { $text } a { $digits ->
    [one] { $digits } chiffre
   *[other] { $digits } chiffres
} après la virgule; { $currency } n’a pas de décimales. Retirez-les.
sum-choose-shorter-period = Choisissez une période plus courte, dont le total est moindre.
sum-give-earlier-day = Indiquez un jour antérieur.
sum-read-accounts = Lisez l’âge des comptes un par un : le total de chacun est moindre.
