suggestion-outdated = Cette suggestion est périmée : ce qui est ouvert a changé. Relisez les suggestions du compte.
suggestion-taken = Une rangée précédente a pris ce dont cette suggestion a besoin. Relisez les suggestions du compte.
