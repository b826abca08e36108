## What other systems call a record

billing-external-id = Identifiant externe : { $id }
