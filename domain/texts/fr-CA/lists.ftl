## More rows

lists-show-more = Afficher plus
lists-rows = Lignes
lists-of = { $shown } sur { $total }
lists-keeps-changing = La liste change pendant qu’elle se charge. Réessayez dans un instant.

## Export

lists-export = Exporter en CSV
lists-copy = Copier pour un tableur
lists-loading = Chargement…
lists-loading-of = Chargement… { $known } sur { $total }
lists-copied =
    { $count ->
        [one] { $count } ligne copiée. Collez-la dans un tableur.
       *[other] { $count } lignes copiées. Collez-les dans un tableur.
    }
lists-copy-blocked = Votre navigateur a empêché la copie. Exportez plutôt un fichier CSV.

## Periods

lists-period = Période
lists-last-month = Dernier mois
lists-last-3-months = 3 derniers mois
lists-last-6-months = 6 derniers mois
lists-last-12-months = 12 derniers mois
lists-this-month = Ce mois civil
lists-last-calendar-month = Mois civil précédent
lists-this-quarter = Ce trimestre
lists-last-quarter = Trimestre précédent
lists-this-fiscal-year = Cet exercice
lists-last-fiscal-year = Exercice précédent
lists-fiscal-year = Exercice { $year }
lists-quarter = T{ $quarter } { $year }
lists-all-dates = Toutes les dates
lists-through-today = Jusqu’à aujourd’hui
lists-calendar = Calendrier
lists-years = Années
lists-quarters = Trimestres
lists-months = Mois
lists-custom-dates = Autres dates…
lists-from = Du
lists-to = Au
lists-enter-days = Saisissez le premier et le dernier jour.
lists-days-reversed = Le premier jour vient après le dernier.

## As of an instant

lists-as-of = En date du
lists-as-of-instant = En date du { $instant }.
lists-as-of-leaves-out = Exclut tout ce qui a été enregistré, supprimé, confirmé ou annulé plus tard, quelle qu’en soit la date. Les noms et les intitulés sont actuels.

## What happens meanwhile

lists-running-jobs = Tâches en cours
lists-accounts-done =
    { $done ->
        [one] { $done } compte sur { $total }
       *[other] { $done } comptes sur { $total }
    }
lists-job-finished = { $job } : tâche terminée. Ouvrez-la pour en voir le résultat.
lists-much-changed = Beaucoup de choses ont changé entre-temps.
lists-changed =
    { $count ->
        [one] Modifié par { $people }.
       *[other] { $count } modifications par { $people }.
    }
lists-you-elsewhere = vous (ailleurs)
lists-others =
    { $count ->
        [one] { $count } autre
       *[other] { $count } autres
    }
lists-show = Afficher
