subscription-ends-before-start = La fin, le { $ends_on }, est avant le début, le { $starts_on }. Choisissez une fin ultérieure.
subscription-begun-long-ago = Plus de { $most } périodes ont commencé depuis le { $starts_on }, et aucun passage n’en facture autant à la fois. Faites-le commencer plus tard.
subscription-next-before-start = L’abonnement commence le { $starts_on }. La prochaine période commence ce jour ou après.
subscription-ends-before-next = L’abonnement se termine le { $ends_on }, avant le { $next_on }. Choisissez un jour antérieur, ou résiliez-le.
subscription-charged-already = La période à partir du { $charged_on } est déjà facturée. La prochaine commence le { $after } ou après, et non le { $next_on }.
subscription-ends-already = L’abonnement se termine déjà le { $ends_on }, avant le { $on }. Choisissez un jour antérieur.
subscription-ended = L’abonnement s’est déjà terminé le { $ends_on }. Créez-en un nouveau pour facturer de nouveau.
