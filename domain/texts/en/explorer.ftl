explorer-search = Search types and fields
explorer-search-hint = Type, field or description
explorer-start = Start here
explorer-all-types = All types
explorer-needs = Needs { $permissions }
explorer-implements = Implements { $types }.
explorer-one-of = One of { $types }
explorer-results =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
explorer-no-results = No types or fields found.
explorer-refine = and { $count } more. Refine your search.

## The editor

explorer-editor = Query or mutation
explorer-about = GraphQL at { $address }, with the permissions of { $person }.
explorer-history = History
explorer-object = Enter an object such as { $example }.
explorer-invalid = Invalid JSON: { $problem }
explorer-unnamed-run = Unnamed
explorer-run-ask = Run this mutation?
explorer-run-means = It changes your data: { $mutations }.
explorer-dry-run = Set { $option } in its input to see what would happen without saving.
explorer-run = Run
explorer-ran = Done.
explorer-stop = Stop
explorer-operation = Operation
explorer-unnamed = unnamed
explorer-examples = Examples
explorer-examples-are = Examples: this page's queries
explorer-trusted-only = This server runs only queries that its operator trusts.
explorer-trusted-how = So none can be tried here. Ask the operator to add yours to the trusted documents, or try it on a test server.
explorer-the-editor = the editor
explorer-query = Query
explorer-variables = Variables { $format }
explorer-result = Result
explorer-schema = Schema
explorer-key-run = Run the query

## The response

explorer-running = Running…
explorer-run-first = Run the query to see the response here. Ctrl+Space completes in the editor.
explorer-partial = Partial response
explorer-error = Error
explorer-success = Success
explorer-copy = Copy
explorer-data = Data
explorer-more-characters = { $count } more characters. Copy takes them all.
explorer-at = at { $path }
explorer-line-column = Line { $line }, column { $column }
explorer-cost = cost { $rows } of { $limit } rows, { $values } of { $valueLimit } values
explorer-kilobytes = { $size } kB
explorer-copied = Copied.
explorer-copy-blocked = Your browser blocked copying.

## The files of examples

explorer-accepting = Accepting
explorer-billing = Billing
explorer-mails = E-mails
explorer-journals = Journals
explorer-factors = Factors
explorer-match-lines = Match lines
explorer-mending = Mending
explorer-payment = Payment
explorer-reconciliations = Reconciliations
explorer-recording = Recording
explorer-session = Session
explorer-sessions = Sessions
explorer-subscriptions = Subscriptions
explorer-transaction = Transaction
explorer-undo = Undo
explorer-unreconciled = Unreconciled
