## From the server

import-pair-twice = Les deux mêmes articles sont déjà à la ligne { $line }. Prévoyez une seule ligne par paire, avec son montant entier.
import-pair-reconciled = Ces deux articles sont rapprochés pour { $present }; le fichier indique { $given }. Une importation ne change aucun enregistrement.
import-pair-two-currencies = Les deux articles sont dans des devises différentes : { $credit }, { $debit }. Corrigez l’un des deux.
mapping-unknown = Il n’y a pas de correspondance { $name }. Conservez-en une avec `--save-mapping` (`saveMappingAs`).
mapping-of-other-kind = La correspondance { $name } est pour { $of }, et non pour { $kind }. Choisissez-en une autre.
cell-not-amount = { $text } n’est pas un montant. Écrivez-le comme { $example }.
cell-amount-missing = Un montant est nécessaire.
cell-amount-negative = { $number } est négatif. { $way }
cell-other-currency = Le montant est en { $named }; le compte est en { $currency }. Enregistrez-le dans un compte de cette devise.
cell-not-business-date = Le { $day } n’est pas une date d’opération : elle doit être comprise entre le { $earliest } et le { $latest }.
cell-not-position = { $text } n’est pas une position. Les articles d’une opération se comptent à partir de 1.
cell-not-one-of = { $text } n’est pas l’une des valeurs permises : { $known }; une cellule vide vaut { $default }.
cell-not-date = { $text } n’est pas une date valide. Écrivez-la comme { $example }.
file-utf-32 = Le fichier est en UTF-32. Enregistrez-le en UTF-8 et importez-le de nouveau.
file-not-csv = { $what }, pas un fichier CSV. Enregistrez-le en CSV (UTF-8) et importez celui-ci.
file-line-not-encoded = La ligne { $line } n’est pas en { $kinds }. Enregistrez le fichier en UTF-8 et importez-le de nouveau.
file-no-such-column = Il n’y a pas de colonne { $column }. Les colonnes sont { $columns }.
file-lacks-column = Le fichier n’a pas de colonne { $name } pour { $column }. Il a { $present }.
file-columns-both = Chacune des colonnes { $listed } peut être { $column }. Dites laquelle l’est, par exemple `--column { $column }={ $example }` (`columns` dans l’API).
file-column-twice = L’en-tête a deux fois la colonne { $column }. Renommez-en ou retirez-en une.
file-columns-missing = L’en-tête doit avoir { $needed }, dans n’importe quel ordre ({ $faults }). Si le fichier les a sous d’autres noms, dites-le : `--column { $missing }=…` (`columns` dans l’API).
file-column-meant = La colonne { $name } est-elle la colonne { $column }? Alors nommez-la ainsi, ou dites `--column { $column }={ $name }`; avec `--column { $column }=` elle est laissée de côté (`columns` dans l’API).
file-too-many-columns = L’en-tête a plus de { $most } colonnes. Retirez celles qui ne sont pas importées.
file-column-name-too-long = Le nom de la colonne { $number } de l’en-tête compte { $length } caractères; au plus { $longest } sont lus. Raccourcissez-le.
file-column-name-nul = Le nom de la colonne { $number } de l’en-tête contient un caractère NUL. Si le fichier est en UTF-16, enregistrez-le en UTF-8.
file-separator-unknown = La première ligne dit sep={ $stated }. Un fichier peut être séparé par { $names }.
file-value-without-column = La colonne { $place } n’a pas de nom dans l’en-tête, mais la ligne { $line } y contient { $value }. Nommez la colonne, ou videz-la.
file-too-large = Le fichier dépasse { $most } Mio. Divisez-le.
file-empty = Le fichier est vide. Il doit commencer par un en-tête comme { $columns }.
file-row-not-csv = L’enregistrement qui commence à la ligne { $line } n’est pas du CSV valide : { $error }. Corrigez-le.
file-line-too-long = La ligne { $line } est trop longue pour un enregistrement. Vérifiez les fins de ligne et les guillemets autour.
import-unfit-unseen = Certains de ces enregistrements ne concordent pas avec ce qui est enregistré, et rien n’a été importé. Lesquels, et pourquoi, n’est montré qu’aux personnes qui peuvent voir les enregistrements ({ $needed }) : demandez à l’une d’elles de vérifier le fichier.
import-under-way = Ce fichier est en cours d’importation; rien n’a donc été importé de nouveau. Attendez la fin de sa tâche. Pour enregistrer une seconde fois des lignes sans numéro, importez-le avec evenIfSame (--even-if-same).
import-more-problems = { $count ->
    [one] { $count } autre problème n’est pas affiché.
   *[other] { $count } autres problèmes ne sont pas affichés.
} Corrigez d’abord ceux-ci, puis importez de nouveau.
import-too-many-problems = Le fichier a plus de { $most } problèmes. Corrigez d’abord ceux-ci, puis importez de nouveau.
import-parents-gone = Pendant l’importation du fichier, quelqu’un d’autre a retiré ou archivé { $what }. Rétablissez-le, puis importez de nouveau.
import-transaction-changed = { $number } a été utilisé ou modifié par quelqu’un d’autre pendant l’importation du fichier. Importez le fichier de nouveau.
import-credit-used = Le crédit du compte a été utilisé pendant l’importation du fichier : ses remboursements le dépassent de { $excess }. Réduisez-les.
content-not-base64 = Ceci n’est pas du Base64. Encodez les octets du fichier.
column-mapped-twice = La colonne { $column } est associée deux fois. Associez-la une seule fois.
content-one-of = Envoyez le fichier soit comme `csv`, soit comme `contentBase64`.
content-not-base64-or-csv = Ceci n’est pas du Base64. Encodez les octets du fichier, ou utilisez `csv`.
file-decimals-contradict = Les montants n’ont pas de séparateur décimal commun : { $point } à la ligne { $point_line } et { $comma } à la ligne { $comma_line }. Corrigez-les, ou dites lequel est le bon avec `--decimals` (`decimals`).
file-decimals-ambiguous = { $text } à la ligne { $line } peut avoir un séparateur décimal ou de milliers, et aucun autre montant ne tranche. Dites lequel avec `--decimals point` ou `--decimals comma` (`decimals` dans l’API).
file-date-reading = { $day } ({ $option })
file-date-or = { $left } ou { $right }
file-dates-ambiguous = { $text } à la ligne { $line } peut être { $readings }, et aucune autre date ne tranche. Dites laquelle avec `--dates` (`dates` dans l’API).
file-dates-contradict = Les dates n’ont pas d’ordre commun : { $text } à la ligne { $line }, mais { $other } à la ligne { $other_line }. Corrigez-les, ou dites quel ordre est le bon avec `--dates` (`dates`).
file-is-workbook = C’est un classeur Excel ou OpenDocument
file-is-excel = C’est un classeur Excel
file-is-pdf = C’est un document PDF
file-is-compressed = C’est un fichier compressé
file-utf-8-elsewhere = UTF-8, bien que le reste du fichier le soit
file-utf-8-or-windows = UTF-8 ou Windows-1252
file-columns-not-there = manquent : { $names }
file-columns-unknown = inconnues : { $names }
file-columns-needed = { $needed }, et peut avoir { $others }
import-not-all-stored = Le fichier n’est pas encore enregistré en entier, et rien n’est importé. Si personne n’est en train de l’importer, importez-le de nouveau.
