"""What tests share: throw-away databases, an account's worth of data, an HTTP client."""
