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
