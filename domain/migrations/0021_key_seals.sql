-- What a batch's idempotency key was is sealed with the batch; batches of before have none.

ALTER TABLE batches ADD COLUMN key_seal TEXT;

ALTER TABLE organisations ADD COLUMN whole(unsealed_until) DEFAULT 0;

UPDATE organisations SET unsealed_until = coalesce((SELECT max(id) FROM batches), 0);
