## Statuses of reconciliation

statuses-full = Entièrement rapproché
statuses-partial = Partiellement rapproché
statuses-none = Non rapproché
statuses-planned = Rapproché avec des versements planifiés
statuses-error = Erreur de rapprochement
statuses-processing = En traitement : l’argent n’est pas encore arrivé. { $status }
