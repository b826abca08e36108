## The file

import-title = Importation
import-order = Importez les fichiers CSV dans cet ordre : comptes et codes de grand livre, factures et paiements, puis rapprochements.
import-file = Fichier
import-contents = Contenu
import-check = Vérifier le fichier
import-choose-first = Choisissez d’abord un fichier ou collez des lignes.
import-choose-or-drop = Choisissez un fichier CSV, ou déposez-le ici
import-size-rows =
    { $count ->
        [one] { $size }, { $count } ligne
       *[other] { $size }, { $count } lignes
    }
import-too-large-to-edit = Le fichier est trop gros pour être modifié ici. Corrigez-le dans votre tableur et choisissez-le de nouveau.
import-file-contents = Contenu du fichier (vous pouvez le modifier)
import-paste = Ou collez des lignes ici, avec l’en-tête
import-too-big = Les fichiers peuvent aller jusqu’à { $size } ici. Divisez le fichier, ou exécutez tieout import sur le serveur.
import-kilobytes = { $size } ko
import-megabytes = { $size } Mo
import-keep-errors = Conserver les rapprochements qui enfreignent les règles
import-keep-errors-means = Pour transférer des livres existants tels quels. Ces rapprochements sont conservés comme non valides et ne comptent pas, et leurs articles affichent une erreur de rapprochement. L’écran Intégrité les énumère; supprimez-les et refaites-les pour les corriger.
import-columns = Colonnes
import-workbook = C’est un classeur Excel. Enregistrez-le d’abord en CSV UTF-8 (délimité par des virgules).
import-unreadable = Le fichier ne peut plus être lu. Choisissez-le de nouveau.
import-columns-how = La première ligne donne le nom des colonnes, dans n’importe quel ordre. Enregistrez le fichier en CSV UTF-8 (délimité par des virgules).
import-columns-size = Taille maximale : { $size }.
import-same-again = Importer de nouveau le même fichier ne change rien.
import-template = Télécharger un modèle

## How it is read

import-comma = virgule
import-semicolon = point-virgule
import-tab = tabulation
import-as-shown = Selon le fichier
import-dates-dmy = 31/01/2026 (jour d’abord)
import-dates-mdy = 01/31/2026 (mois d’abord)
import-dates-ymd = 2026/01/31 (année d’abord)
import-decimals-point = 1,234.50 (point)
import-decimals-comma = 1.234,50 (virgule)
import-how = Comment lire le fichier
import-mapping = Correspondance conservée
import-mapping-none = Aucune
import-dates = Dates
import-decimals = Décimales
import-by-name = Selon son nom
import-not-in-file = Absente de ce fichier
import-keep-mapping = Conserver cette correspondance sous le nom
import-correct = { $fault } Corrigez le fichier, ou choisissez ce qu’il faut comprendre sous « Comment lire le fichier », ci-dessus.
import-understood =
    { $count ->
        [one] Encodage { $encoding }, séparateur { $separator }, dates { $dates }, décimales { $decimals }, { $count } ligne.
       *[other] Encodage { $encoding }, séparateur { $separator }, dates { $dates }, décimales { $decimals }, { $count } lignes.
    }
import-not-imported = Colonnes non importées : { $columns }.
import-duplicates =
    { $count ->
        [one] { $count } ligne est venue avec un fichier précédent et est laissée de côté :
       *[other] { $count } lignes sont venues avec un fichier précédent et sont laissées de côté :
    }
import-duplicate-row = Ligne { $row }
import-duplicate-recorded = Ligne { $row } : enregistrée sous le numéro { $number }
import-them-again = Les importer de nouveau
import-them-again-when = Seulement si la même somme est vraiment venue deux fois.

## While it is checked and imported

import-checking = Vérification
import-importing = Importation
import-checking-rows =
    { $count ->
        [one] Vérification de { $count } ligne…
       *[other] Vérification de { $count } lignes…
    }
import-importing-rows =
    { $count ->
        [one] Importation de { $count } ligne…
       *[other] Importation de { $count } lignes…
    }
import-progress =
    { $done ->
        [one] { $done } compte sur { $count }
       *[other] { $done } comptes sur { $count }
    }
import-seconds =
    { $count ->
        [one] { $count } seconde écoulée. 100 000 lignes peuvent prendre une minute ou deux.
       *[other] { $count } secondes écoulées. 100 000 lignes peuvent prendre une minute ou deux.
    }
import-still-here = Votre fichier est toujours là; rien n’a été perdu.
import-done =
    { $count ->
        [one] { $kind } : { $count } enregistrement importé.
       *[other] { $kind } : { $count } enregistrements importés.
    }
import-undone =
    { $count ->
        [one] importation de { $count } enregistrement
       *[other] importation de { $count } enregistrements
    }
import-in-background =
    { $count ->
        [one] { $kind } : { $count } ligne vérifiée. L’importation se fait en arrière-plan.
       *[other] { $kind } : { $count } lignes vérifiées. L’importation se fait en arrière-plan.
    }
import-nothing = Rien n’a été importé. { $reason }
import-cancelled = L’importation a été annulée, et ce qu’elle avait enregistré est retiré.

## What was found, and what came of it

import-to-ledger-codes = Aller aux codes de grand livre
import-to-unreconciled = Aller aux comptes ayant des articles non rapprochés
import-fix-first = Corrigez d’abord le fichier.
import-fix-rows =
    { $count ->
        [one] Corrigez d’abord { $count } ligne, ou importez seulement les lignes valides.
       *[other] Corrigez d’abord { $count } lignes, ou importez seulement les lignes valides.
    }
import-nothing-new = Rien de nouveau à importer.
import-preview = Aperçu
import-needs-fixing = Le fichier est à corriger
import-rows-need-fixing = Des lignes sont à corriger
import-all-valid = Toutes les lignes sont valides
import-no-news = Rien de nouveau
import-only-valid = Importer seulement les lignes valides
import-only-valid-means =
    { $count ->
        [one] { $count } ligne non valide est ignorée. Corrigez-la plus tard et importez de nouveau le fichier entier; les enregistrements existants ne sont pas modifiés.
       *[other] { $count } lignes non valides sont ignorées. Corrigez-les plus tard et importez de nouveau le fichier entier; les enregistrements existants ne sont pas modifiés.
    }
import-records =
    { $count ->
        [one] Importer { $count } enregistrement
       *[other] Importer { $count } enregistrements
    }
import-store = Importer
import-new = Nouveaux
import-already = Déjà importés
import-kept-invalid = Dont conservés comme non valides
import-invalid-rows = Lignes non valides
import-rows-to-fix = Lignes à corriger
import-line-title = Ligne
import-line-show = Ligne { $line } : montrer dans le contenu du fichier
import-line = Ligne { $line }
import-column = Colonne
import-whole-row = ligne entière
import-problem = Problème
import-show-more = Afficher plus
import-shown-of = { $shown } sur { $total }
import-match-payments = Rapprocher ces paiements
import-result = Résultat
import-imported = Importation terminée : { $kind }
import-created =
    { $count ->
        [one] { $count } enregistrement créé; déjà importés : { $unchanged }.
       *[other] { $count } enregistrements créés; déjà importés : { $unchanged }.
    }
import-created-skipping =
    { $count ->
        [one] { $count } enregistrement créé; déjà importés : { $unchanged }; { $skipped }.
       *[other] { $count } enregistrements créés; déjà importés : { $unchanged }; { $skipped }.
    }
import-skipped =
    { $count ->
        [one] { $count } ligne non valide ignorée
       *[other] { $count } lignes non valides ignorées
    }
import-faulty =
    { $count ->
        [one] { $count } rapprochement conservé comme non valide. Voir { $integrity }.
       *[other] { $count } rapprochements conservés comme non valides. Voir { $integrity }.
    }

## In the activity list

log-did-import-records = Importation
