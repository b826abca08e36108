"""The page's texts: complete in each language, used, typed, well written, and nowhere else than in ``domain/texts/``."""

import json
import pathlib
import re
from collections import Counter

import pytest
from graphql import GraphQLEnumType, build_schema

from api.page_files import page_files
from api.page_languages import LANGUAGES, language_of
from api.page_texts import FIRST_ROOMS, messages_by_room
from domain.store.snapshots import LOGGED
from domain.tables import BatchRow
from domain.tables.record import logged_columns, personal_columns
from domain.texts import Language
from domain.texts.bundles import SERVERS
from tests.support.page_literals import literals
from tests.support.page_texts import TEXTS, WEB, files, messages_in, messages_of, odd_lines
from tests.support.sources import text_of

SCRIPTS = [path for path in sorted((WEB / "js").rglob("*.js")) if path.parent.name != "queries"]
NEVER_SHOWN = {"id", "batch_id", "released_batch_id", "replaces_id", "recorded_at", "recorded_by", "recording_seq"}
"""Columns that the log leaves out (``web/js/parts/difference.js``)."""
OF_THEIR_OWN = {WEB / "js/texts.js", WEB / "js/journal-words.js"}
"""What says, in both languages, that the texts could not be loaded; and what knows the words of a journal."""
COMPOSED = {"words": r"word-.+", "more-words": r"word-.+", "log": r"log-(did|noun|verb|field)-.+"}
"""Ids that scripts compose, by their rooms: of values of enums, and of names of mutations, records and columns."""
ENUMS = (
    "TransactionKind",
    "PaymentMethod",
    "Permission",
    "ReconciliationStatus",
    "PaymentState",
    "PlannedPaymentState",
    "SubscriptionInterval",
    "ReconciliationOrigin",
    "Side",
    "BankLinePartKind",
    "ImportKind",
    "ChangeKind",
)
"""Those whose values have words."""
SPOKEN_ATTRIBUTES = {"aria-label", "data-title", "label", "placeholder", "title"}
"""Attributes of HTML that people read or hear; ``data-title`` is what a narrow screen shows before a cell."""
OWN, FOREIGN = TEXTS / LANGUAGES[0], TEXTS / LANGUAGES[-1]
NAMES = [path.name for path in files()]
NOT_FRENCH = {
    "an apostrophe is typographic": r"'",
    "a no-break space stands before a colon": r" :|(?<=[\w})»]):(?= |$)",
    "no-break spaces stand within « and »": r"«[^\u00a0]|[^\u00a0]»",
    "no space stands before ; ? and !": r"[ \u00a0\u202f][;?!]",
    "quotation marks are « and »": r"[“”]",
}


ROOM_OF = {each: room for room, messages in messages_by_room(Language.ENGLISH).items() for each in messages}


def ids_in(path: pathlib.Path) -> set[str]:
    """The ids of texts that a script names."""
    return ROOM_OF.keys() & set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text_of(path)))


def test_the_page_is_written_in_the_languages_that_the_server_answers_in() -> None:
    assert tuple(Language) == LANGUAGES


def test_both_languages_have_the_same_texts_in_the_same_places() -> None:
    assert {path.parent.name for path in TEXTS.rglob("*.ftl")} == set(LANGUAGES)
    for language in LANGUAGES:
        assert [path.name for path in files(language)] == NAMES
    assert len(NAMES) > 3
    for name in NAMES:
        ours, theirs = messages_of(OWN / name), messages_of(FOREIGN / name)
        assert [each.id for each in ours] == [each.id for each in theirs], name
        for one, other in zip(ours, theirs, strict=True):
            assert one.variables.keys() == other.variables.keys(), one.id


def test_each_text_stands_once_and_is_named_after_its_room() -> None:
    ids = [
        found[1] for path in files() for found in re.finditer(r"^(-?[a-z][a-z0-9-]*) =", text_of(path), re.MULTILINE)
    ]
    assert len(ids) == len(set(ids)), Counter(ids).most_common(3)
    assert len(ROOM_OF) == sum(len(messages_of(path)) for path in files())
    named = {each: each.startswith(f"{room}-") or is_composed(each) for each, room in ROOM_OF.items()}
    assert [each for each, is_well in named.items() if not is_well] == []


def test_what_the_server_says_follows_what_the_page_does() -> None:
    for language in LANGUAGES:
        for path in files(language):
            headings = [bool(SERVERS.match(f"{each}\n")) for each in text_of(path).splitlines() if each[:3] == "## "]
            assert headings == sorted(headings), path


def test_fluent_reads_every_line_as_it_was_meant() -> None:
    for language in LANGUAGES:
        for path in files(language):
            assert odd_lines(path) == [], path
            for each in messages_of(path):
                assert each.text.strip(), each.id
                assert each.text.count("{") == each.text.count("}"), each.id


def test_each_text_is_used() -> None:
    unused = ROOM_OF.keys() - {each for path in SCRIPTS for each in ids_in(path)}
    assert {each for each in unused if not is_composed(each)} == set()


def is_composed(message: str) -> bool:
    """Whether an id is one that scripts compose."""
    return re.fullmatch(COMPOSED.get(ROOM_OF[message], ""), message) is not None


def kebab(name: str) -> str:
    """A name as ids have it."""
    return re.sub("[A-Z]", lambda found: f"-{found[0].lower()}", name).replace("_", "-").lower()


def test_every_composed_id_has_its_text() -> None:
    schema = build_schema((WEB.parent / "schema.graphql").read_text(encoding="utf-8"))
    enums = {name: schema.get_type(name) for name in ENUMS}
    values = {value.lower() for each in enums.values() if isinstance(each, GraphQLEnumType) for value in each.values}
    mutations = schema.mutation_type.fields if schema.mutation_type else {}
    columns = {
        name
        for cls in LOGGED.values()
        for name in (*logged_columns(cls), *personal_columns(cls))
        if name not in NEVER_SHOWN and not name.endswith("_key")
    }
    assert {each for each in ROOM_OF if is_composed(each)} == {
        *(f"word-{kebab(each)}" for each in values),
        *(f"log-did-{kebab(each)}" for each in mutations),
        *(f"log-noun-{kebab(each)}" for each in (*LOGGED, BatchRow.NOUN)),
        *(
            f"log-verb-{each}"
            for each in ("created", "changed", "released", "withdrawn", "reopened", "shown", "erased")
        ),
        *(f"log-field-{kebab(each)}" for each in columns),
    }


def test_each_script_waits_for_the_rooms_whose_texts_it_names() -> None:
    for path in SCRIPTS:
        awaited = re.findall(r"^await texts\((.+)\);$", text_of(path), re.MULTILINE)
        rooms_of_it = {ROOM_OF[each] for each in ids_in(path)} - FIRST_ROOMS
        rooms_awaited = {room for names in awaited for room in json.loads(f"[{names}]")}
        assert rooms_of_it <= rooms_awaited <= rooms_of_it | COMPOSED.keys(), path


def test_the_scripts_of_a_first_visit_wait_for_its_texts_alone() -> None:
    first = {each.id for each in messages_in(page_files()["texts/en.ftl"].body.decode())}
    assert first == {each for each, room in ROOM_OF.items() if room in FIRST_ROOMS}
    assert page_files()["page.js"].body.count(b"= await (async () => {") == 1


@pytest.mark.parametrize("rule", NOT_FRENCH)
def test_french_is_written_as_in_canada(rule: str) -> None:
    texts = [each for path in files(LANGUAGES[-1]) for each in messages_of(path)]
    assert len(texts) > 100
    assert [each for each in texts if re.search(NOT_FRENCH[rule], each.text)] == []


def test_no_script_of_the_page_has_texts_of_its_own() -> None:
    own = {path: literals(text_of(path)) for path in SCRIPTS}
    assert {path: texts for path, texts in own.items() if texts and path not in OF_THEIR_OWN} == {}


def test_no_text_is_the_value_of_an_attribute_that_nobody_reads() -> None:
    given = {
        (path.name, name) for path in SCRIPTS for name in re.findall(r'([\w-]+)="?\$\{[^`}]*\bmsg\(', text_of(path))
    }
    assert {name for _, name in given} >= {"aria-label", "placeholder"}
    assert {(file, name) for file, name in given if name not in SPOKEN_ATTRIBUTES} == set()


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('html`<p class="soft note">Nothing waits.</p>`', ["Nothing waits."]),
        ('html`<a title="Go on">${x ? html`<b>done</b>` : "Not done yet"}</a>`', ["Go on", "done", "Not done yet"]),
        ("toast(`${count} rows imported.`)", ["\x00 rows imported."]),
        ('toast("Saved.")', ["Saved."]),
        ('if (type === "Account") draw({ border: "1px solid var(--edge)" }, "Account")', ["Account"]),
        ('// "Saved."\nif (event.key === "Enter" && /`"/.test(x)) y("button main", `row-${z}`)', []),
        ('html`<svg viewBox="0 0 1 1"></svg>&nbsp;${msg("today-title")} <code>tieout demo</code>`', []),
    ],
)
def test_a_text_in_a_script_is_found(script: str, found: list[str]) -> None:
    assert sorted(literals(script)) == sorted(found)


def test_texts_are_sent_without_comments_those_of_a_first_visit_as_one_file() -> None:
    for language in LANGUAGES:
        sent = [file for name, file in sorted(page_files().items()) if name.startswith(f"texts/{language}")]
        assert len(sent) == 1 + len(set(ROOM_OF.values()) - FIRST_ROOMS)
        text = "".join(file.body.decode() for file in sent)
        assert [line for line in text.splitlines() if line.startswith("#") or not line] == []
        found = re.findall(r"^(-?[a-z][\w-]*) =", text, re.MULTILINE)
        assert sorted(found) == sorted(ROOM_OF)


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("", None, "en"),
        ("fr-CA,fr;q=0.9,en;q=0.8", None, "fr-CA"),
        ("fr", None, "fr-CA"),
        ("de, en;q=0.5, fr;q=0.7", None, "fr-CA"),
        ("de", None, "en"),
        ("*, fr;q=0.1", None, "en"),
        ("fr;q=0, en;q=0.1", None, "en"),
        ("fr;q=x, en;q=0.1", None, "en"),
        ("en", "fr-CA", "fr-CA"),
        ("fr", "en", "en"),
        ("fr", "xx", "fr-CA"),
    ],
)
def test_what_somebody_chose_comes_before_what_the_browser_prefers(accepted, chosen, language) -> None:
    assert language_of(accepted, chosen) == language
