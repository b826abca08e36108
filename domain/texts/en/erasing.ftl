## From the server

erasing-one-of = Give either an account or a member.
erasing-import-under-way = A file is being imported, which may hold the person's texts. Wait until it has ended.
erasing-account-open = The account still has money that is open, processing or planned. Settle it first.
erasing-account-subscribed = The account still has a subscription. Cancel it first.
erasing-member-open = Items for the member are still open, processing or planned. Settle them first.
erasing-member-subscribed = A subscription still charges for the member. Cancel it first.
