## Statuses of reconciliation

statuses-full = Fully reconciled
statuses-partial = Partially reconciled
statuses-none = Not reconciled
statuses-planned = Reconciled with planned payments
statuses-error = Reconciliation error
statuses-processing = Processing: the money has not arrived yet. { $status }
