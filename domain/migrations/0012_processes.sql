-- What several processes share: tries to sign in, and who does what is done once for all.
CREATE TABLE sign_in_tries (
    id {id} PRIMARY KEY,
    network TEXT NOT NULL,
    email TEXT NOT NULL,
    whole(tried_at),
    whole(expires_at),
    forgiven BOOLEAN NOT NULL
);

CREATE INDEX sign_in_try_from_network ON sign_in_tries (network, tried_at);

CREATE INDEX sign_in_try_of_email ON sign_in_tries (email, tried_at);

CREATE INDEX sign_in_try_end ON sign_in_tries (expires_at);

CREATE TABLE leases (
    id {id} PRIMARY KEY,
    whole(holder),
    whole(held_until)
);
