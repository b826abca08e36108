## What other systems call a record

billing-external-id = External ID: { $id }
