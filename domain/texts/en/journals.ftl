## From the server

journal-too-long = The journal would have { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
}; it can have { $most }. Choose a shorter period.
journal-file-too-long = A file has at most { $most } lines. Choose a shorter period.
