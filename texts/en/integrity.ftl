integrity-title = Integrity
integrity-about = Checks that all records are consistent
integrity-checking-all = Checking all records. This takes up to 30 seconds.
integrity-the-report = the report
integrity-checking = Checking…
integrity-again = Check again
integrity-checked = Checked { $moment }
integrity-clean = Everything ties out.
integrity-clean-means = Every item, reconciliation, total and account was checked, and the audit log is complete and unaltered.
integrity-found =
    { $count ->
        [one] { $count } problem found.
       *[other] { $count } problems found.
    }
integrity-none-so-far = No problems found so far.
integrity-rest-consistent = Everything else was checked and is consistent.
integrity-not-everything = Not everything could be checked in 30 seconds.
integrity-full-check = For a full check, run { $command } on the server.
integrity-problems = Problems
integrity-problem = Problem
integrity-whole = whole database
integrity-account = Account
integrity-none = none
integrity-hidden = hidden
integrity-what-to-do = What to do
integrity-the-first = The first { $shown } of { $total }. Fix these and check again.
integrity-view = View reconciliations of { $number }
integrity-contact = If you can't fix a problem, contact { $contact }.
integrity-contact-administrator = If you can't fix a problem, contact your Tieout administrator.
integrity-where-from = Problems come from imports that kept errors or from changes made outside Tieout.
