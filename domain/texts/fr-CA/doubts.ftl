## From the server

doubt-not-exact = Elle n’épuise pas à la fois la somme et ce qui est ouvert.
doubt-of-cancellation = Ce qui reste d’une annulation a été payé pour autre chose.
doubt-chosen-by-nobody = Personne n’a choisi ce montant pour payer quelque chose.
doubt-locked = Un rapprochement verrouillé joint cette somme à un autre article, qui est peut-être visé.
doubt-much-open = Tant d’articles sont ouverts que ce montant peut être la somme de plusieurs autres.
doubt-part-of-invoice = Il peut aussi bien s’agir d’une partie de la facture entière.
doubt-long-before = La somme porte une date bien antérieure à celle de la facture.
doubt-many-invoices = La somme d’autant de factures peut être due au hasard.
doubt-round-amounts = Des montants ronds s’additionnent par hasard.
doubt-planned-amount = Un versement planifié du même montant est encore à venir.
doubt-refund-amount = Un remboursement du même montant est ouvert.
doubt-part-paid-amount = La facture { $number } était du même montant et est payée en partie.
doubt-others-fit = Autre chose correspond tout autant.
doubt-other-first = Une autre suggestion vient avant elle.
doubt-no-reason = Ni le texte ni le montant ne disent que c’est pour cela.
doubt-contradictory = Des rapprochements du compte se contredisent et doivent d’abord être corrigés.
doubt-named-by-other = Une autre somme mentionne aussi cette facture.
doubt-other-money = Une autre somme du compte est peut-être pour cela.
doubt-together = Avec une autre somme, elle compose la facture { $number }.
text-names-another = Le texte mentionne la facture { $number }, que ceci ne paie pas.
text-may-name-another = Le texte mentionne peut-être la facture { $number }, que ceci ne paie pas.
text-names-settled = Le texte mentionne la facture { $number }, dont rien n’est ouvert.
text-may-name-settled = Le texte mentionne peut-être la facture { $number }, dont rien n’est ouvert.
text-names-other-account = Le texte mentionne la facture { $number } d’un autre compte.
text-names-unknown = Le texte mentionne une facture { $number }, qui n’est pas enregistrée.
text-names-range = Le texte mentionne une série de factures.
text-goes-on-with-number = Le texte se poursuit par un numéro qu’aucune facture n’a.
text-names-member = Le texte mentionne { $name }, que ceci ne concerne pas.
text-of-another-item = Le texte a des mots d’un autre article : { $words }.
text-of-a-part = Le texte parle d’une partie : { $words }.
text-of-a-fee = Le texte parle de frais ou d’intérêts : { $words }.
text-denies = Le texte nie ou retire quelque chose : { $words }.
text-leaves-open = Le texte ne précise pas ce qui est visé : { $words }.
text-not-understood = D’autres articles ouverts ont le même montant, et le texte en dit plus que ce qui est compris : { $words }.
text-of-a-remainder = Le texte parle d’un reste : { $words }; rien de ceci n’est encore payé.
text-goes-on = Le texte se poursuit, sans dire comment.
text-asks = Le texte pose une question.
texts-have-more-numbers = Les textes des sommes du compte contiennent plus de numéros qu’on n’en recherche.
text-too-long = Le texte dépasse les { $most } mots qui sont lus.
text-number-may-be = { $number } est peut-être { $meaning ->
    [day] un jour
    [amount] le montant
    [year] une année
    [date] une date
    [few-digits] n’importe quoi, ayant si peu de chiffres
    [check] le numéro du chèque
    [card] la fin du numéro de la carte
   *[beside] le numéro d’autre chose, à côté de { $words }
}.
text-word = « { $word } »
