-- An index of the parts of searched texts: every three characters that stand side by side, with the rows that have them
-- (domain R37a). Two line breaks end a row's texts, so that a shorter part is what a longer one begins with.
-- New and changed rows wait in unindexed_texts, because many at once are indexed at a tenth of the cost of each by itself.

CREATE TABLE unindexed_texts (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    row_id BIGINT NOT NULL
);

-- The texts of accounts that are indexed.
CREATE VIEW account_texts_indexed AS
SELECT id, number_key || char(10) || owner_name_key || char(10) || email_key || char(10) || char(10) AS texts
FROM accounts WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'accounts');

CREATE VIRTUAL TABLE account_texts USING fts5 (
    texts, content = 'account_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE account_text_parts USING fts5vocab (account_texts, instance);

INSERT INTO account_texts (account_texts) VALUES ('rebuild');

CREATE TRIGGER account_text_added AFTER INSERT ON accounts BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('accounts', NEW.id);
END;

CREATE TRIGGER account_text_changed AFTER UPDATE OF number_key, owner_name_key, email_key ON accounts
WHEN (OLD.number_key <> NEW.number_key OR OLD.owner_name_key <> NEW.owner_name_key OR OLD.email_key <> NEW.email_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'accounts') BEGIN
    INSERT INTO account_texts (account_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.number_key || char(10) || OLD.owner_name_key || char(10) || OLD.email_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('accounts', NEW.id);
END;

-- The texts of members that are indexed.
CREATE VIEW member_texts_indexed AS
SELECT id, name_key || char(10) || char(10) AS texts
FROM members WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'members');

CREATE VIRTUAL TABLE member_texts USING fts5 (
    texts, content = 'member_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE member_text_parts USING fts5vocab (member_texts, instance);

INSERT INTO member_texts (member_texts) VALUES ('rebuild');

CREATE TRIGGER member_text_added AFTER INSERT ON members BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('members', NEW.id);
END;

CREATE TRIGGER member_text_changed AFTER UPDATE OF name_key ON members
WHEN (OLD.name_key <> NEW.name_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'members') BEGIN
    INSERT INTO member_texts (member_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.name_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('members', NEW.id);
END;

-- The texts of transactions that are indexed.
CREATE VIEW transaction_texts_indexed AS
SELECT id, number_key || char(10) || reference_key || char(10) || description_key || char(10) || char(10) AS texts
FROM transactions WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'transactions');

CREATE VIRTUAL TABLE transaction_texts USING fts5 (
    texts, content = 'transaction_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE transaction_text_parts USING fts5vocab (transaction_texts, instance);

INSERT INTO transaction_texts (transaction_texts) VALUES ('rebuild');

CREATE TRIGGER transaction_text_added AFTER INSERT ON transactions BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('transactions', NEW.id);
END;

CREATE TRIGGER transaction_text_changed AFTER UPDATE OF number_key, reference_key, description_key ON transactions
WHEN (OLD.number_key <> NEW.number_key OR OLD.reference_key <> NEW.reference_key OR OLD.description_key <> NEW.description_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'transactions') BEGIN
    INSERT INTO transaction_texts (transaction_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.number_key || char(10) || OLD.reference_key || char(10) || OLD.description_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('transactions', NEW.id);
END;

-- The texts of items that are indexed.
CREATE VIEW item_texts_indexed AS
SELECT id, description_key || char(10) || char(10) AS texts
FROM items WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'items');

CREATE VIRTUAL TABLE item_texts USING fts5 (
    texts, content = 'item_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE item_text_parts USING fts5vocab (item_texts, instance);

INSERT INTO item_texts (item_texts) VALUES ('rebuild');

CREATE TRIGGER item_text_added AFTER INSERT ON items BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('items', NEW.id);
END;

CREATE TRIGGER item_text_changed AFTER UPDATE OF description_key ON items
WHEN (OLD.description_key <> NEW.description_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'items') BEGIN
    INSERT INTO item_texts (item_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.description_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('items', NEW.id);
END;

-- The texts of bank_lines that are indexed.
CREATE VIEW bank_line_texts_indexed AS
SELECT id, payer_name_key || char(10) || payer_account_key || char(10) || text_key || char(10) || structured_reference_key || char(10) || char(10) AS texts
FROM bank_lines WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'bank_lines');

CREATE VIRTUAL TABLE bank_line_texts USING fts5 (
    texts, content = 'bank_line_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE bank_line_text_parts USING fts5vocab (bank_line_texts, instance);

INSERT INTO bank_line_texts (bank_line_texts) VALUES ('rebuild');

CREATE TRIGGER bank_line_text_added AFTER INSERT ON bank_lines BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('bank_lines', NEW.id);
END;

CREATE TRIGGER bank_line_text_changed AFTER UPDATE OF payer_name_key, payer_account_key, text_key, structured_reference_key ON bank_lines
WHEN (OLD.payer_name_key <> NEW.payer_name_key OR OLD.payer_account_key <> NEW.payer_account_key OR OLD.text_key <> NEW.text_key OR OLD.structured_reference_key <> NEW.structured_reference_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'bank_lines') BEGIN
    INSERT INTO bank_line_texts (bank_line_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.payer_name_key || char(10) || OLD.payer_account_key || char(10) || OLD.text_key || char(10) || OLD.structured_reference_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('bank_lines', NEW.id);
END;

-- The texts of payers that are indexed.
CREATE VIEW payer_texts_indexed AS
SELECT id, name_key || char(10) || payer_account_key || char(10) || char(10) AS texts
FROM payers WHERE id NOT IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'payers');

CREATE VIRTUAL TABLE payer_texts USING fts5 (
    texts, content = 'payer_texts_indexed', content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none,
    columnsize = 0
);

CREATE VIRTUAL TABLE payer_text_parts USING fts5vocab (payer_texts, instance);

INSERT INTO payer_texts (payer_texts) VALUES ('rebuild');

CREATE TRIGGER payer_text_added AFTER INSERT ON payers BEGIN
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('payers', NEW.id);
END;

CREATE TRIGGER payer_text_changed AFTER UPDATE OF name_key, payer_account_key ON payers
WHEN (OLD.name_key <> NEW.name_key OR OLD.payer_account_key <> NEW.payer_account_key) AND NOT EXISTS (SELECT 1 FROM unindexed_texts WHERE row_id = OLD.id AND table_name = 'payers') BEGIN
    INSERT INTO payer_texts (payer_texts, rowid, texts)
    VALUES ('delete', OLD.id, OLD.name_key || char(10) || OLD.payer_account_key || char(10) || char(10));
    INSERT INTO unindexed_texts (table_name, row_id) VALUES ('payers', NEW.id);
END;

-- The ids of what waits begin anew once it is indexed.
CREATE TRIGGER texts_indexed AFTER INSERT ON unindexed_texts WHEN NEW.id >= 1024 BEGIN
    INSERT INTO account_texts (rowid, texts)
    SELECT r.id, r.number_key || char(10) || r.owner_name_key || char(10) || r.email_key || char(10) || char(10) FROM accounts r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'accounts');
    INSERT INTO member_texts (rowid, texts)
    SELECT r.id, r.name_key || char(10) || char(10) FROM members r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'members');
    INSERT INTO transaction_texts (rowid, texts)
    SELECT r.id, r.number_key || char(10) || r.reference_key || char(10) || r.description_key || char(10) || char(10) FROM transactions r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'transactions');
    INSERT INTO item_texts (rowid, texts)
    SELECT r.id, r.description_key || char(10) || char(10) FROM items r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'items');
    INSERT INTO bank_line_texts (rowid, texts)
    SELECT r.id, r.payer_name_key || char(10) || r.payer_account_key || char(10) || r.text_key || char(10) || r.structured_reference_key || char(10) || char(10) FROM bank_lines r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'bank_lines');
    INSERT INTO payer_texts (rowid, texts)
    SELECT r.id, r.name_key || char(10) || r.payer_account_key || char(10) || char(10) FROM payers r
    WHERE r.id IN (SELECT row_id FROM unindexed_texts WHERE table_name = 'payers');
    DELETE FROM unindexed_texts;
END;
