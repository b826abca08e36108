CREATE INDEX transaction_number_key ON transactions (ltrim(translate(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./\#:,''()+&| –°', 'abcdefghijklmnopqrstuvwxyz'), '0'))
    WHERE kind = 'INVOICE' AND withdrawn_at IS NULL;
