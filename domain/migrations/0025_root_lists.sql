-- Indexes of the list of all transactions, by date and by amount. By number it is read from transaction_search.

CREATE INDEX transaction_date ON transactions (date, id) WHERE withdrawn_at IS NULL;

CREATE INDEX transaction_amount ON transactions (amount_cents, id) WHERE withdrawn_at IS NULL;
