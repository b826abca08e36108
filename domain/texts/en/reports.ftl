report-no-accounts = There are no accounts yet. Give a currency.
report-one-currency = A report covers one currency. Choose one: { $currencies }.
