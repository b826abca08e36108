"""Documents of a folder, of a manifest, and of scripts, by their ids (domain R48c)."""

import json
import pathlib

import pytest

from api.document_files import documents_in_scripts, id_of, read_documents

QUERY = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"


def test_the_id_is_that_of_the_specification() -> None:
    assert id_of(QUERY) == "sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"


def test_reads_a_folder_with_and_without_the_last_line_break(tmp_path: pathlib.Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "user.graphql").write_text(f"{QUERY}\n")
    (tmp_path / "other.gql").write_text("{ a }")
    (tmp_path / "notes.txt").write_text("{ b }")
    assert set(read_documents(tmp_path).values()) == {QUERY, f"{QUERY}\n", "{ a }"}
    assert read_documents(tmp_path)[id_of(QUERY)] == QUERY


@pytest.mark.parametrize(
    "manifest",
    [
        {"abc": QUERY},
        {id_of(QUERY): QUERY, "abc": QUERY},
        {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "abc", "body": QUERY}]},
    ],
)
def test_reads_manifests_by_their_ids_and_by_hash(tmp_path: pathlib.Path, manifest: object) -> None:
    path = tmp_path / "documents.json"
    path.write_text(json.dumps(manifest))
    assert read_documents(path) == {id_of(QUERY): QUERY, "abc": QUERY}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "must be a JSON object"),
        ('{"a": 1}', "must be a JSON object"),
        ('{"operations": [{"id": "a"}]}', "needs an id and a body"),
        (json.dumps({id_of(QUERY): "{ a }"}), "is not the SHA-256"),
    ],
)
def test_refuses_other_files(tmp_path: pathlib.Path, text: str, reason: str) -> None:
    path = tmp_path / "documents.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=reason):
        read_documents(path)


def test_refuses_what_cannot_be_read_and_an_empty_folder(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        read_documents(tmp_path / "none.json")
    with pytest.raises(ValueError, match="has no files"):
        read_documents(tmp_path)


def test_finds_the_queries_of_scripts_and_no_templates_with_substitutions() -> None:
    script = "const A = `\n  query A($id: ID) { a(id: $id) }\n`; const b = `query ${A}`; const c = `mutation { c }`;"
    assert list(documents_in_scripts({"a.js": script}).values()) == [
        "\n  query A($id: ID) { a(id: $id) }\n",
        "mutation { c }",
    ]
