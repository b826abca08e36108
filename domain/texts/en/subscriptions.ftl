subscription-ends-before-start = The end, { $ends_on }, is before the start, { $starts_on }. Choose a later end.
subscription-begun-long-ago = More than { $most } periods have begun since { $starts_on }, and no run charges so many at once. Begin it later.
subscription-next-before-start = The subscription starts on { $starts_on }. The next period begins then or later.
subscription-ends-before-next = The subscription ends on { $ends_on }, before { $next_on }. Choose an earlier day, or cancel it.
subscription-charged-already = The period from { $charged_on } is charged already. The next one begins on { $after } or later, not on { $next_on }.
subscription-ends-already = The subscription already ends on { $ends_on }, before { $on }. Choose an earlier day.
subscription-ended = The subscription already ended on { $ends_on }. Create a new one to charge again.
