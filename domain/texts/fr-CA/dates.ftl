## From the server

month-invalid = { $text } n’est pas un mois. Écrivez-le comme 2026-01.
quarter-invalid = { $text } n’est pas un trimestre. Écrivez-le comme 2026-Q1, de Q1 à Q4.
fiscal-year-beyond-calendar = L’exercice { $year } dépasse le calendrier. Choisissez un exercice antérieur.
first-day-invalid = { $text } n’est pas un jour de chaque année. Écrivez-le comme MM-JJ, par exemple 07-01.
year-invalid = { $year } n’est pas une année valide : elle doit être comprise entre { $first } et { $last }.
period-reversed = La période commence le { $first }, après sa fin, le { $last }. Inversez les deux jours.
date-invalid = { $text } n’est pas une date valide. Écrivez-la comme 2026-01-31.
period-invalid = { $text } n’est pas une période. Utilisez { $presets }, une année comme 2026, un mois comme 2026-01, un trimestre comme 2026-Q1, un exercice comme FY2026, ou des jours comme 2026-01-01..2026-03-31.
date-not-business = Le { $day } n’est pas une date d’opération : elle doit être comprise entre le { $earliest } et le { $latest }.
money-ahead = { $kind ->
    [PAYMENT] Un paiement
    [DEPOSIT] Un dépôt
    [CREDIT] Une note de crédit
    [CANCELLATION] Une annulation
    [REFUND] Un remboursement
    [PAYMENT_CORRECTION] Une correction de paiement
   *[other] Une opération
} ne peut pas porter la date du { $day }, après aujourd’hui, le { $today }. { $kind ->
    [REFUND] Enregistrez-le le jour où il est versé
    [PAYMENT_CORRECTION] Enregistrez-la le jour où l’argent repart
   *[other] Planifiez l’argent à venir comme versement planifié
}, ou indiquez une date antérieure.
