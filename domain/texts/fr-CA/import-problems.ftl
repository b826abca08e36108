## From the server

row-of-many-values = La ligne a de nombreuses valeurs; l’en-tête en a { $width }.
row-of-other-width = La ligne a { $values ->
    [one] { $values } valeur
   *[other] { $values } valeurs
}; l’en-tête en a { $width }.
row-holds-nul = Ceci contient un caractère NUL.
row-refusal-of = { $number } : { $reason }
row-import-it-first = Importez-la d’abord.
row-import-accounts-first = Importez d’abord les comptes.
row-import-ledger-codes-first = Importez d’abord les codes de grand livre.
row-member-twice = { $name } est indiqué deux fois. Distinguez-les : les factures désignent les membres par leur nom.
row-other-currency = La ligne est en { $given }; le compte { $number } est en { $currency }.
row-date-missing = Une date est nécessaire.
row-number-of-other-kind = { $number } est déjà { $kind }. Les numéros sont uniques, tous types confondus.
row-sums-too-large = Les totaux du compte { $number } dépasseraient { $most }.
row-wrong-side = { $number } ({ $kind }) est un { $side ->
    [CREDIT] débit; il faut ici un crédit
   *[DEBIT] crédit; il faut ici un débit
}.
row-no-such-item = { $number } a { $items ->
    [one] { $items } article
   *[other] { $items } articles
}; il n’y a pas d’article { $position }.
row-negative-reconciliation = Pour annuler un rapprochement, supprimez-le.
row-negative-payment = Pour une somme rendue, utilisez un remboursement : retirez cette ligne, et importez un fichier de remboursements.
row-negative-refund = Indiquez le montant d’un remboursement sans signe.
row-in-other-import = Un autre fichier avec cette ligne est en cours d’importation ou de retrait. Importez celui-ci ensuite.
row-record-missing = Il n’y a pas { $noun ->
    [account] de compte
    [ledgerCode] de code de grand livre
   *[transaction] d’opération
} { $number }. { $way }
row-recorded-as = L’enregistrement indique { $stored }; le fichier indique { $given }. Une importation ne change aucun enregistrement.
row-recorded-with-another = L’enregistrement a { $noun ->
    [account] un autre compte
    [code] un autre code de grand livre
    [member] un autre membre
    [pays] une autre liste de ce qui est payé
   *[sources] une autre liste de sources
}. Une importation ne change aucun enregistrement.
row-already-on-line = { $key } est déjà à la ligne { $line }.
row-nothing = rien
row-left-out-bad = { $noun ->
    [Invoice] La facture
   *[Credit] La note de crédit
} { $number } est laissée de côté parce que la ligne { $line } est erronée.
row-left-out-unsure = { $noun ->
    [Invoice] La facture
   *[Credit] La note de crédit
} { $number } est laissée de côté parce que la ligne { $line } lui appartient peut-être.
row-number-of-series = Les numéros comme { $number } sont réservés aux nouvelles factures. Un fichier doit avoir des numéros d’une autre forme.
row-due-before-invoice = L’échéance, le { $due_on }, précède la date de la facture, le { $day }.
row-differs = { $noun ->
    [Invoice] La facture
   *[Credit] La note de crédit
} { $number } a { $has } à la ligne { $line }.
row-member-missing = { $name } n’est pas dans le compte { $number }.
row-ledger-code-archived = Le code de grand livre { $code } est archivé et ne prend plus de nouveaux articles.
undone-record = L’enregistrement { $noun ->
    [account] du compte
    [ledger-code] du code de grand livre
   *[transaction] de l’opération
} { $number } a été annulé le { $day } à { $time } par { $undone_by }; son numéro est libre.
row-negative-invoice = Les articles d’une facture ne sont pas négatifs. Enregistrez ce qui la réduit comme note de crédit.
row-negative-credit = Indiquez les montants d’une note de crédit sans signe.
row-negative-amount = Indiquez le montant sans signe.
