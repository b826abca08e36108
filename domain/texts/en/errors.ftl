## From the server

error-busy = The database is busy; nothing was started. Try again in a moment.
error-unavailable = The database cannot be reached at the moment; nothing was done. Try again in a moment.
error-storage-full = There is no space left to store anything; nothing was done. The operator must make room: try again later.
error-outcome-unknown = The database failed while it stored this, and it is not known whether it is stored. Send the same request again with the same idempotencyKey: it is then done only once. If you sent no key, check first whether it is stored.
error-timeout = This took too long and was cancelled. Ask for less at a time, or try again later.
error-internal = Something went wrong on our side.
error-database-replaced = The database's file was deleted, replaced or overwritten while the server ran, so nothing is stored or shown. The server's log says what to do: stop the server, put the right file in its place, and start the server again.
error-not-done = Nothing of this operation was done, because `{ $by }` was refused.
error-with-reference = { $message } (Reference: { $reference }.)
answer-too-many-rows = This asks for more than { $most } rows in one answer. Ask for smaller pages (`first`, `last`) or fewer levels, and page on with `after` or `before`.
answer-too-many-values = This asks for more than { $most } values in one answer: fields of all its rows, a long text counting once for every { $characters } characters. Ask for fewer fields or smaller pages (`first`), and page on with `after`.
answer-too-many-passes = One operation can filter, sort, count or add up lists at most { $most } times; a search counts twice, amounts by age four times. Ask for them one after the other.
answer-too-many-passed-rows = One operation can filter, sort, count or add up lists { $passes } times however long they are, and more often if they have at most { $most } rows together; a search counts twice, amounts by age four times. Ask for them one after the other.
answer-too-many-texts = This asks for more than { $most } texts that are written for the answer, such as statusReason. Ask for fewer of them or smaller pages (`first`), and page on with `after`.
error-too-much-asked = You have asked for too much in a short time; nothing was done. Try again in { $wait_s } s.
search-too-long = At most { $most } characters can be searched for; got { $length }.
refusal-and-more = { $message } (and { $more } more)
