## From the server

journal-too-long = Le journal aurait { $lines ->
    [one] { $lines } ligne
   *[other] { $lines } lignes
}; il peut en avoir { $most }. Choisissez une période plus courte.
journal-file-too-long = Un fichier a au plus { $most } lignes. Choisissez une période plus courte.
