-- An index of the parts of searched texts: every three characters that stand side by side, with the rows that have them
-- (domain R37a). Two line breaks end a row's texts, so that a shorter part is what a longer one begins with.
-- The texts stand in tables of their own: the rows themselves change often, and each version would be indexed again.

CREATE FUNCTION text_parts(texts TEXT) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 AS $$
DECLARE
    parts TEXT[] := '{}';
BEGIN
    FOR place IN 1..length(texts) - 2 LOOP
        parts := parts || substr(texts, place, 3);
    END LOOP;
    RETURN array_to_tsvector(parts);
END
$$;

-- Of a long text every third part is enough, and the last: they hold all of it, and each costs as much as it has rows.
-- A statement that asks it runs in one process: others would be started for what it hardly ever goes on to do.
CREATE FUNCTION text_question(searched TEXT) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE AS $$
DECLARE
    last INT := greatest(length(searched) - 2, 1);
    quoted TEXT;
    question TEXT := '';
BEGIN
    FOR place IN 1..last LOOP
        CONTINUE WHEN last > 8 AND place % 3 <> 1 AND place < last;
        quoted := replace(replace(substr(searched, place, 3), '\', '\\'), '''', '''''');
        question := question || CASE WHEN place > 1 THEN ' & ' ELSE '' END || '''' || quoted || '''';
    END LOOP;
    RETURN cast(question || CASE WHEN length(searched) < 3 THEN ':*' ELSE '' END AS tsquery);
END
$$;

CREATE TABLE account_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO account_texts (id, texts)
SELECT id, number_key || chr(10) || owner_name_key || chr(10) || email_key || chr(10) || chr(10) FROM accounts;

CREATE INDEX account_text_parts ON account_texts USING gin (text_parts(texts));

CREATE FUNCTION add_account_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO account_texts (id, texts)
    SELECT n.id, n.number_key || chr(10) || n.owner_name_key || chr(10) || n.email_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER account_text_added AFTER INSERT ON accounts
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_account_texts();

CREATE FUNCTION change_account_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account_texts SET texts = NEW.number_key || chr(10) || NEW.owner_name_key || chr(10) || NEW.email_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER account_text_changed AFTER UPDATE OF number_key, owner_name_key, email_key ON accounts
    FOR EACH ROW WHEN (OLD.number_key IS DISTINCT FROM NEW.number_key OR OLD.owner_name_key IS DISTINCT FROM NEW.owner_name_key OR OLD.email_key IS DISTINCT FROM NEW.email_key)
    EXECUTE FUNCTION change_account_texts();

CREATE TABLE member_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO member_texts (id, texts)
SELECT id, name_key || chr(10) || chr(10) FROM members;

CREATE INDEX member_text_parts ON member_texts USING gin (text_parts(texts));

CREATE FUNCTION add_member_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO member_texts (id, texts)
    SELECT n.id, n.name_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER member_text_added AFTER INSERT ON members
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_member_texts();

CREATE FUNCTION change_member_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE member_texts SET texts = NEW.name_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER member_text_changed AFTER UPDATE OF name_key ON members
    FOR EACH ROW WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key)
    EXECUTE FUNCTION change_member_texts();

CREATE TABLE transaction_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO transaction_texts (id, texts)
SELECT id, number_key || chr(10) || reference_key || chr(10) || description_key || chr(10) || chr(10) FROM transactions;

CREATE INDEX transaction_text_parts ON transaction_texts USING gin (text_parts(texts));

CREATE FUNCTION add_transaction_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO transaction_texts (id, texts)
    SELECT n.id, n.number_key || chr(10) || n.reference_key || chr(10) || n.description_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER transaction_text_added AFTER INSERT ON transactions
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_transaction_texts();

CREATE FUNCTION change_transaction_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE transaction_texts SET texts = NEW.number_key || chr(10) || NEW.reference_key || chr(10) || NEW.description_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER transaction_text_changed AFTER UPDATE OF number_key, reference_key, description_key ON transactions
    FOR EACH ROW WHEN (OLD.number_key IS DISTINCT FROM NEW.number_key OR OLD.reference_key IS DISTINCT FROM NEW.reference_key OR OLD.description_key IS DISTINCT FROM NEW.description_key)
    EXECUTE FUNCTION change_transaction_texts();

CREATE TABLE item_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO item_texts (id, texts)
SELECT id, description_key || chr(10) || chr(10) FROM items;

CREATE INDEX item_text_parts ON item_texts USING gin (text_parts(texts));

CREATE FUNCTION add_item_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO item_texts (id, texts)
    SELECT n.id, n.description_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER item_text_added AFTER INSERT ON items
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_item_texts();

CREATE FUNCTION change_item_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE item_texts SET texts = NEW.description_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER item_text_changed AFTER UPDATE OF description_key ON items
    FOR EACH ROW WHEN (OLD.description_key IS DISTINCT FROM NEW.description_key)
    EXECUTE FUNCTION change_item_texts();

CREATE TABLE bank_line_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO bank_line_texts (id, texts)
SELECT id, payer_name_key || chr(10) || payer_account_key || chr(10) || text_key || chr(10) || structured_reference_key || chr(10) || chr(10) FROM bank_lines;

CREATE INDEX bank_line_text_parts ON bank_line_texts USING gin (text_parts(texts));

CREATE FUNCTION add_bank_line_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bank_line_texts (id, texts)
    SELECT n.id, n.payer_name_key || chr(10) || n.payer_account_key || chr(10) || n.text_key || chr(10) || n.structured_reference_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER bank_line_text_added AFTER INSERT ON bank_lines
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_bank_line_texts();

CREATE FUNCTION change_bank_line_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bank_line_texts SET texts = NEW.payer_name_key || chr(10) || NEW.payer_account_key || chr(10) || NEW.text_key || chr(10) || NEW.structured_reference_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER bank_line_text_changed AFTER UPDATE OF payer_name_key, payer_account_key, text_key, structured_reference_key ON bank_lines
    FOR EACH ROW WHEN (OLD.payer_name_key IS DISTINCT FROM NEW.payer_name_key OR OLD.payer_account_key IS DISTINCT FROM NEW.payer_account_key OR OLD.text_key IS DISTINCT FROM NEW.text_key OR OLD.structured_reference_key IS DISTINCT FROM NEW.structured_reference_key)
    EXECUTE FUNCTION change_bank_line_texts();

CREATE TABLE payer_texts (
    id BIGINT PRIMARY KEY,
    texts TEXT COLLATE "C" NOT NULL
);

INSERT INTO payer_texts (id, texts)
SELECT id, name_key || chr(10) || payer_account_key || chr(10) || chr(10) FROM payers;

CREATE INDEX payer_text_parts ON payer_texts USING gin (text_parts(texts));

CREATE FUNCTION add_payer_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO payer_texts (id, texts)
    SELECT n.id, n.name_key || chr(10) || n.payer_account_key || chr(10) || chr(10) FROM new_rows n;
    RETURN NULL;
END
$$;

CREATE TRIGGER payer_text_added AFTER INSERT ON payers
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION add_payer_texts();

CREATE FUNCTION change_payer_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE payer_texts SET texts = NEW.name_key || chr(10) || NEW.payer_account_key || chr(10) || chr(10)
    WHERE id = NEW.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER payer_text_changed AFTER UPDATE OF name_key, payer_account_key ON payers
    FOR EACH ROW WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key OR OLD.payer_account_key IS DISTINCT FROM NEW.payer_account_key)
    EXECUTE FUNCTION change_payer_texts();

-- Few accounts have a currency that is seldom used.
CREATE INDEX account_currency ON accounts (currency);
