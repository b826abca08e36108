"""Texts for people: each in every language, with the same values, and none in the code that refuses."""

import ast
import re
from collections import Counter
from functools import cache

import pytest
from fluent.syntax import FluentSerializer

import api.mutations  # noqa: F401 - declares all mutations
from domain.core.money import amount_text
from domain.core.text import enumerated, quoted
from domain.errors import Refusal
from domain.permissions import MUTATION_PERMISSIONS
from domain.person_names import person_name
from domain.texts import FirstSentence, Joined, Language, MutationName, as_text, say
from domain.texts.bundles import Placed, bundle_of
from tests.support.fluent_texts import messages, variables
from tests.support.page_texts import files, messages_of
from tests.support.refusal_texts import text_argument
from tests.support.sources import ROOT, nodes_of, text_of

SAY = re.compile(r"[\"']([a-z][a-z0-9-]+)[\"']")
SPACED = re.compile(r"[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")

OTHER_WORDS = {
    "saisir": r"\b[Ee]ntrez\b",
    "indiquer": r"\b[Dd]onnez (?:soit|un|une|le|la|les|au moins)\b|\b[Nn]ommez (?:soit|au moins|les?)\b",
    "ligne": r"\brangées?\b",
    "modification": r"\b[Cc]hangements\b",
    "inscrire son échec": r"échouer\b",
    "mentionner": r"[Ll]e texte nomme\b",
    "dans un compte": r"\bsur (?:ce|l.autre|chaque|tous les) comptes?\b",
    "solde prévu": r"\bsolde attendu\b",
    "réessayer": r"\b[Ee]ssay(?:ez|er) de nouveau\b",
    "pour le moment": r"\bpour l.instant\b",
}
"""What else a French text might say for a concept that has one word (CONTRIBUTING.md)."""
BEFORE_A_NAME = re.compile(r"\b(?:de|que|le|la) \{ ?\$(?:owner|name|person|payer|organisation|provider|contact) ?\}")
"""What might have to be d', qu' or l'."""
NAMES_OF_THEIR_OWN = {"found-postgres-relation", "found-postgres-row"}
"""Texts whose names are a database's."""


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Each call of ``say``, and where it stands."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for folder in ("domain", "api")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "say(" in text_of(path)
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args
    ]


def test_each_language_has_the_same_messages_in_the_same_order() -> None:
    english = {name: list(found) for name, found in messages(Language.ENGLISH).items()}
    for language in Language:
        assert {name: list(found) for name, found in messages(language).items()} == english
    ids = Counter(each for of_file in english.values() for each in of_file)
    assert [each for each, count in ids.items() if count > 1] == []


def test_each_language_shows_the_same_values() -> None:
    for name, english in messages(Language.ENGLISH).items():
        for language in Language:
            other = messages(language)[name]
            differ = [id_ for id_ in english if variables(english[id_]) != variables(other[id_])]
            assert differ == [], (language, name)


def test_each_message_is_used_and_each_used_one_is_there() -> None:
    known = {id_ for found in messages(Language.ENGLISH).values() for id_ in found}
    sources = [path for folder in ("domain", "api") for path in (ROOT / folder).rglob("*.py")]
    named = {id_ for path in sources for id_ in SAY.findall(text_of(path))}
    assert known - named == set()
    given = {node.args[0].value for _, node in calls() if isinstance(node.args[0], ast.Constant)}
    assert given - known == set()


def test_a_call_gives_the_values_that_its_message_shows() -> None:
    shown = {id_: variables(each) for found in messages(Language.ENGLISH).values() for id_, each in found.items()}
    wrong = {}
    for place, node in calls():
        names = {each.arg for each in node.keywords}
        if isinstance(node.args[0], ast.Constant) and None not in names and names != shown[str(node.args[0].value)]:
            wrong[place] = (node.args[0].value, names ^ shown[str(node.args[0].value)])
    assert wrong == {}


def test_a_message_put_together_here_is_what_fluent_makes_of_it() -> None:
    for language in Language:
        bundle = bundle_of(language)
        assert len(bundle.plain) > 400
        for id_, parts in bundle.plain.items():
            shown = [each.name for each in parts if isinstance(each, Placed)]
            values = {name: 1_234_567 if place % 2 else f"v{place}" for place, name in enumerate(shown)}
            assert bundle.format(id_, values) == bundle.by_fluent(id_, values)


def test_no_refusal_has_its_sentence_in_the_code() -> None:
    """The command line speaks English, and so does what is wrong with a query itself, as graphql-core does."""
    literal = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("domain", "api")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.parent != ROOT / "api/cli"
        for node in nodes_of(path)
        if isinstance(argument := text_argument(node, ()), ast.JoinedStr)
        or (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert literal == []


def test_french_has_its_spaces_and_signs() -> None:
    for name, found in messages(Language.FRENCH).items():
        for id_, message in found.items():
            text = FluentSerializer().serialize_entry(message).partition(" = ")[2]
            code = re.sub(r"`[^`]*`|\{[^{}]*\}|https?:\S+|:62F:|->", "x", text)
            assert not re.search(r"(?<![\N{NO-BREAK SPACE}\w]):(?=\s)|[ ][:;!?»]|«[ ]|\w[ ]?[;!?]\w|'", code), (
                name,
                id_,
                text,
            )


@pytest.mark.parametrize("word", OTHER_WORDS)
def test_french_has_one_word_for_a_concept(word: str) -> None:
    lines = [line for path in files(Language.FRENCH) for line in text_of(path).splitlines()]
    assert len(lines) > 4_000
    assert [line for line in lines if re.search(OTHER_WORDS[word], line)] == []


def test_no_french_name_stands_behind_what_might_have_to_be_elided() -> None:
    found = {
        line.partition(" =")[0]
        for path in files(Language.FRENCH)
        for line in text_of(path).splitlines()
        if BEFORE_A_NAME.search(line)
    }
    assert found == NAMES_OF_THEIR_OWN


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (amount_text(123450, "CAD"), "1234.50 CAD", "1 234,50 $"),
        (amount_text(-123450, "USD"), "-1234.50 USD", "-1 234,50 $ US"),
        (amount_text(1250, "BHD"), "1.250 BHD", "1,250 BHD"),
        (quoted("abc"), "'abc'", "« abc »"),
        (enumerated(["A", "B", "C"], 1), "A and 2 more", "A et 2 autres"),
        (say("amount-too-large", most=12_345), "The amount is too large: at most 12,345 minor units can be recorded.",
         "Le montant est trop élevé : au plus 12 345 unités mineures peuvent être enregistrées."),
        (say("role-in-use", users=1, name="A"), "1 user has the role A. Give them another role first.",
         "1 utilisateur a le rôle A. Donnez-leur d\N{RIGHT SINGLE QUOTATION MARK}abord un autre rôle."),
        (FirstSentence(say("reconciliation-two-accounts")), "The two items are on different accounts.",
         "Les deux articles sont dans des comptes différents."),
        (Joined.of([quoted("a"), "b"]), "'a' b", "« a » b"),
    ],
)  # fmt: skip
def test_values_are_written_as_the_language_writes_them(text, english, french) -> None:
    assert str(text) == english
    assert SPACED.sub(" ", text.in_language(Language.FRENCH)) == french


def test_a_message_that_is_too_long_is_cut_in_each_language() -> None:
    class Long(Refusal, code="LONG"):
        pass

    refusal = Long(Joined.of(["x" * 5_000]), "field").under("input")
    assert len(refusal.message) == len(refusal.text.in_language(Language.FRENCH)) == 4_000
    assert refusal.field == ("input", "field")


def test_a_french_sentence_names_a_mutation_as_the_page_does() -> None:
    page = {each.id: each.text for path in files(Language.FRENCH) for each in messages_of(path)}
    for mutation in MUTATION_PERMISSIONS:
        words = page[f"log-did-{re.sub('[A-Z]', lambda found: f'-{found[0].lower()}', mutation)}"]
        batch = say("batch", mutation=MutationName(mutation), recorded_by=person_name("command line"), at="2026-12-01")
        assert SPACED.sub(" ", batch.in_language(Language.FRENCH)) == f"« {words} » par ligne de commande le 2026-12-01"
    assert str(batch) == f"{mutation} by command line on 2026-12-01"


def test_names_of_ours_are_in_the_readers_language() -> None:
    for name, french in (
        ("command line", "ligne de commande"),
        ("sign-in provider", "fournisseur d\N{RIGHT SINGLE QUOTATION MARK}identité"),
        ("token Nightly", "jeton Nightly"),
    ):
        text = person_name(name)
        assert str(text) == name
        assert as_text(text).in_language(Language.FRENCH) == french
    assert person_name("Ann") == "Ann"
