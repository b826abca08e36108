"""Level: the page. What it asks for, with the query's text in place of its id."""

import json

from playwright.async_api import Request

from api.page_files import own_documents


def sent(request: Request) -> str:
    """The body of a request, "" without one: as if the page had sent the text of its query."""
    body = request.post_data or ""
    if '"documentId":' not in body:
        return body
    values = json.loads(body)
    unknown = f"query {values.get('operationName')}"  # the explorer's introspection, which a library writes
    query = own_documents().get(values.pop("documentId"), unknown)
    return json.dumps({"query": query, **values}, separators=(",", ":"), ensure_ascii=False)
