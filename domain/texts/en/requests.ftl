## From the server

rows-none = Give at least one row.
rows-too-many = You sent { $rows } rows; at most { $most } are accepted at once. Send them in several calls.
list-too-long = You sent { $listed }; at most { $most } are accepted here.
items-named-too-many = This names { $items } items, counting those of an invoice each time it is named; at most { $most } are accepted. Name fewer, or single items.
idempotency-key-invisible = An idempotency key needs a visible character. Send another key, or leave it out.
idempotency-key-too-long = The idempotency key is { $length } characters long; at most { $longest } are allowed.
idempotency-key-control-characters = Remove the control characters from the idempotency key.
idempotency-key-other-arguments = The idempotency key { $key } was already used with other arguments ({ $mutation }). Use a new key for a new request.
changed-repeatedly = The same records were changed by others repeatedly. Please try again.
files-need-permissions = { $what ->
    [documents] Documents
   *[exports] Exports
} need the permissions { $needed }; you lack { $missing }.
exports-known = There are exports of { $names }, each as .jsonl and .csv.
person-command-line = command line
person-provider = sign-in provider
person-token = token { $name }
feed-not-reached = The feed does not reach position { $position } yet: the database was restored, or is another one. Make your copy anew, from the beginning.
feed-of-another = What stands at position { $position } of the feed is not what you read there: the database was restored, or is another one. Make your copy anew, from the beginning.
feed-position-invalid = `{ $argument }` is no position of the feed. Use `position` or `{ $source }`.
cursor-invalid = `{ $argument }` is not a cursor of this list in this order. Use { $source ->
    [startCursor] `startCursor` of the page after it
   *[endCursor] `endCursor` of the previous page
}.
length-invalid = `{ $name }` is from 1 to { $most }, not { $length }.{ $way ->
    [none] {""}
   *[other] {" "}Page on with `{ $way }`.
}
