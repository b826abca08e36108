-- An index by which a number is found by its letters and digits alone, as payment texts are compared with it (domain R38).
CREATE INDEX transaction_number_key ON transactions (ltrim(translate(number, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./\#:,''()+&| –°', 'abcdefghijklmnopqrstuvwxyz'), '0'))
    WHERE kind = 'INVOICE' AND withdrawn_at IS NULL;
