## A new subscription

subscriptions-new-title = New subscription: { $owner }
subscriptions-enter-start = Enter a start date.
subscriptions-start = Start date
subscriptions-end-date = End date
subscriptions-end-hint = Leave empty to continue until you end it.
subscriptions-create = Create subscription
subscriptions-created = Subscription “{ $subscription }” created.

## Change a subscription

subscriptions-change-title = Change “{ $subscription }”
subscriptions-enter-next = Enter the next date.
subscriptions-from-next = The changes hold from the next period on. Past charges stay.
subscriptions-next = Next charge
subscriptions-next-hint = Later periods are counted from here.
subscriptions-save = Save changes
subscriptions-changed = Subscription “{ $subscription }” changed.

## The subscriptions of an account

subscriptions-per-week = per week
subscriptions-per-month = per month
subscriptions-per-quarter = per quarter
subscriptions-per-year = per year
subscriptions-title = Subscriptions: { $owner }
subscriptions-new = New subscription
subscriptions-charge-due = Charge due subscriptions
subscriptions-end-title = End “{ $subscription }”?
subscriptions-end-what = It is not charged again after today. Past charges stay.
subscriptions-end = End subscription
subscriptions-ends = “{ $subscription }” ends on { $date }.
subscriptions-paused = “{ $subscription }” is paused and not charged until it is resumed.
subscriptions-resumed = “{ $subscription }” is charged again from { $date }.
subscriptions-is-paused = Paused
subscriptions-next-on = Next charge { $date }
subscriptions-ended = Ended
subscriptions-ends-on = ends { $date }
subscriptions-started = started { $date }
subscriptions-change = Change
subscriptions-resume = Resume
subscriptions-pause = Pause
subscriptions-end-it = End
subscriptions-the = the subscriptions
subscriptions-none = No subscriptions yet.
subscriptions-none-how = Add a recurring charge, such as a membership.

## Charge subscriptions

subscriptions-charge-all = Charge them all
subscriptions-in-quotes = “{ $text }”
subscriptions-charge-title = Charge subscriptions
subscriptions-charge-what = Charges every period that has started, { $everywhere }, and records a payment for each by its method.
subscriptions-everywhere = on all accounts
subscriptions-through = Through
subscriptions-many = More than 12 periods of one subscription
subscriptions-leave-out = Leave the subscription out
subscriptions-checking = Checking what is due…
subscriptions-left-out-colon = Left out:
subscriptions-nothing = Nothing is due. Every period that has started is already charged.
subscriptions-to-charge = { $periods } to charge:
subscriptions-periods =
    { $count ->
        [one] { $count } period
       *[other] { $count } periods
    }
subscriptions-of = { $owner }: { $description } { $date }
subscriptions-still-checking = Checking what is due.
subscriptions-all-left-out = All that is due is left out.
subscriptions-charge = Charge
subscriptions-charged =
    { $count ->
        [one] { $count } period charged.
       *[other] { $count } periods charged.
    }
subscriptions-the-charges =
    { $count ->
        [one] the charges of { $count } period
       *[other] the charges of { $count } periods
    }
subscriptions-left-out = Left out
subscriptions-left-out-why = These subscriptions were not charged. The others were.

## In the activity list

log-did-create-subscription = Subscription created
log-did-update-subscription = Subscription changed
log-did-cancel-subscription = Subscription ended
log-did-charge-subscriptions = Subscriptions charged

## From the server

subscription-ends-before-start = The end, { $ends_on }, is before the start, { $starts_on }. Choose a later end.
subscription-begun-long-ago = More than { $most } periods have begun since { $starts_on }, and no run charges so many at once. Begin it later.
subscription-next-before-start = The subscription starts on { $starts_on }. The next period begins then or later.
subscription-ends-before-next = The subscription ends on { $ends_on }, before { $next_on }. Choose an earlier day, or cancel it.
subscription-charged-already = The period from { $charged_on } is charged already. The next one begins on { $after } or later, not on { $next_on }.
subscription-ends-already = The subscription already ends on { $ends_on }, before { $on }. Choose an earlier day.
subscription-ended = The subscription already ended on { $ends_on }. Create a new one to charge again.
subscription-too-many-periods = The subscription { $description } has more than { $most } periods to charge since { $first }. Set its next date later, or cancel it.
subscription-left-out = The subscription { $description } has { $periods } periods to charge, from { $first } to { $last }; one run charges at most { $most }. If they are right, run again with `catchUp`; if not, set its next date or cancel it.
