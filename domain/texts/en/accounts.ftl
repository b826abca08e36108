account-number-taken = Account number { $number } is already used. Choose another.
account-member-gone = Member not found on this account. It may have been removed: look again.
account-member-subscribed = { $name } still has the subscription { $subscription }. Cancel it first.
member-of-other-account = { $name } is not on account { $number }. Choose one of its members.
member-removed = { $name } is no longer on account { $number }. Add them again, or leave the member out.
account-sums-too-large = The sums of account { $number } would be beyond { $most }, the largest amount there is. Record smaller amounts, or on another account.
