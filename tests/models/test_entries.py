"""The catalogue holds what it promises: licences, sizes, sources, and nothing that was not looked up."""

import re

import pytest

from assistant.errors import CatalogueInvalid
from assistant.models.entries import Entry, ModelKind, Tier, parse, read_entries

ENTRIES = read_entries()
every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
MINIMAL = """
- id: a
  tier: small
  kind: chat
  name: A
  license: MIT
  languages: [en]
  parameters: 1
  active: 1
  files: [{path: a.gguf, size: 10}]
  checked: {de: ja, en: yes it is}
"""


@every_entry
def test_an_entry_says_everything(entry: Entry) -> None:
    assert entry.license and entry.languages and 0 < entry.active <= entry.parameters
    assert all(entry.checked[language] for language in ("de", "en"))
    assert re.fullmatch(r"[\w.-]+", entry.id)
    for file in entry.files:
        assert file.sha256 is None or re.fullmatch("[0-9a-f]{64}", file.sha256)
        assert not file.path.startswith(("/", "..")) and ".." not in file.path


@every_entry
def test_a_chat_model_has_a_shape_and_a_size(entry: Entry) -> None:
    if entry.kind is ModelKind.CHAT:
        assert len(entry.files) == 1 and entry.files[0].path.endswith(".gguf") and entry.files[0].size
        assert entry.demand is not None and entry.demand.cache.per_token > 0
        assert entry.context <= entry.trained_context and entry.reading + entry.longest_answer < entry.context


@every_entry
def test_a_model_to_fetch_has_a_repository_and_says_what_was_not_verified(entry: Entry) -> None:
    if not entry.ships:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", str(entry.repository))
        fixed = re.fullmatch("[0-9a-f]{40}", entry.revision)
        assert fixed or "revision" in entry.checked["en"], "a branch may change"


def test_every_tier_has_a_chat_model_and_ids_are_unique() -> None:
    assert {entry.tier for entry in ENTRIES if entry.kind is ModelKind.CHAT} == set(Tier)
    assert len({entry.id for entry in ENTRIES} | set(Tier)) == len(ENTRIES) + len(Tier)


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ("tier: small", "tier: huge", "a"),
        ("kind: chat", "kind: dog", "a"),
        ("  license: MIT\n", "", "a"),
        ("size: 10", "bytes: 10", "a"),
        ("{de: ja, en: yes it is}", "{de: ja}", "a"),
        ("name: A", "name: A\n  thinks: loudly", "a"),
        ("name: A", "name: A\n  colour: red", "a"),
        (MINIMAL, "- a", "-"),
        (MINIMAL, "a: [", "-"),
        (MINIMAL, "", "-"),
    ],
)
def test_a_wrong_catalogue_is_refused_with_the_entry(old: str, new: str, entry: str) -> None:
    with pytest.raises(CatalogueInvalid) as raised:
        parse(MINIMAL.replace(old, new))
    assert raised.value.fields["entry"] == entry


def test_the_least_entry_is_read() -> None:
    assert [(entry.id, entry.size, entry.ships) for entry in parse(MINIMAL)] == [("a", 10, True)]
