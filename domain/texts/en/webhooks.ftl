webhook-overlap-invalid = The former secret must end after 0 to { $longest } hours.
webhook-position-invalid = Give a position of the feed: 0, its beginning, to { $end }, its end.
webhook-url-invalid = A webhook needs an address such as https://shop.example.org/tieout.
webhook-url-not-https = Give an https address: http is only for addresses that the operator lists in TIEOUT_WEBHOOK_ALLOW.
