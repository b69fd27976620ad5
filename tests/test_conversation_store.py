"""Conversations are kept whole, found again, and shown to nobody but their owner."""

import json
import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answer import Answer, Mode, Seconds
from assistant.budget import Effort
from assistant.conversation import Exchange, Feedback, State, Wanted
from assistant.conversation_store import TITLE, ConversationStore
from assistant.database import Database
from assistant.errors import ConversationMissing, StoreDamaged
from assistant.goals.criteria import Criterion, GoalCheck, Source, Status, Words
from assistant.goals.fact import Fact, FactKind, Role
from assistant.goals.kpis import parse
from assistant.goals.rewrite import GoalRewrite, Question, Rejected
from assistant.grounding import Citation, Sentence, Support
from assistant.passages import Filter, Kind, Passage
from assistant.retrieval import KPIS
from tests.answer_cards import OVERRIDE, card, lesson_answer, risk_answer

ME, YOU = "browser of mine", "browser of yours"
PILOT = Passage(
    id="1-a",
    text="Der Pilot startete am 3. März 2025.\nGröße: „x“ 🙂",
    document="notes/pilot.md",
    title="Statusbericht",
    headings=("Verlauf", "Pilot"),
    page=3,
    rows="Tabelle1, 2-41",
    project="rechnungserkennung",
    kind=Kind.NOTE,
    date="2025-03-31",
    score=0.1 + 0.2,
)
ANSWER = Answer(
    text="Der Pilot startete am 3. März 2025. [1]",
    language="de",
    mode=Mode.ANSWER,
    written_by="model",
    refused=False,
    passages=(PILOT,),
    citations=(Citation(1, PILOT, "Der Pilot startete am 3. März 2025."),),
    sentences=(Sentence("Der Pilot startete am 3. März 2025.", Support.QUOTED, (1,)),),
    seconds=Seconds(0.02, None, 1.5),
    replaced=("language",),
    draft="The pilot.",
)
HOSTILE = [
    "'; DROP TABLE exchanges; --",
    '"\\\x00 %_ \u202e </script><img src=x onerror=alert(1)>',
    "Größe „Änderung“ ß 🙂\r\n\t ünïcödé \ufffe",
    "half \ud800 a surrogate",
    "lang " * 200_000,
]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "conversations.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


def _answered(store: ConversationStore, question: str = "Wann?", text: str = "Bald.", **where: int) -> Exchange:
    begun = store.begin(ME, question, Wanted(), **where)
    finished = replace(begun, state=State.FINISHED, mode=Mode.ANSWER, answer=replace(ANSWER, text=text))
    store.finish(finished)
    return finished


# --- one exchange ---


def test_what_is_stored_comes_back_whole(store: ConversationStore) -> None:
    wanted = Wanted(
        Mode.RISKS, Filter("rechnungserkennung", kinds=(Kind.RISK, Kind.LESSON), since="2025-01-01"), Effort.THOROUGH
    )
    begun = store.begin(ME, "Wann startete der Pilot?", wanted, writer="loading")
    assert begun.running and (begun.number, begun.writer, begun.wanted) == (1, "loading", wanted)
    assert store.exchanges(ME, begun.conversation) == [begun]
    finished = replace(begun, state=State.FINISHED, mode=Mode.RISKS, passages=(PILOT,), carries=False)
    finished = replace(finished, draft="Der", answer=ANSWER, failure=("Fehler", "Error"))
    assert store.finish(finished)
    assert store.exchanges(ME, begun.conversation) == [finished]


def _goal_answer() -> Answer:
    """Every kind of fact that the answer to a goal can hold."""
    uses = parse(KPIS.read_text(encoding="utf-8"))
    source = Source(PILOT, "Der Pilot startete am 3. März 2025.")
    facts = (
        Fact(FactKind.VALUE, 0, 3, "15%", "15 %", Role.CHANGE, Decimal("15.50"), Decimal("-0.1"), "%", ">="),
        Fact(FactKind.DEADLINE, 4, 8, "2027", "2027", day=date(2027, 12, 31), complete=False),
    )
    words = (Words(0, 3, "15%"),)
    criteria = (Criterion("S", Status.PARTIAL, "Grund", words, words, "Lücke", "Frage?", "Antwort", (source,)),)
    check = GoalCheck("15% 2027", "de", facts, criteria, criteria, uses[0], uses[0].kpis, words)
    question = Question("deadline", "Bis wann?", "[Termin]", "Juni")
    rewrite = GoalRewrite(
        check, "Text", "model", ("[Termin]",), (question,), (Rejected("x", ("y",)),), (PILOT,), "Modell"
    )
    return replace(ANSWER, mode=Mode.GOAL, goal=rewrite)


@pytest.mark.parametrize(
    "answer", [lesson_answer(cards=(card(overridden=OVERRIDE), card(title="Zweite"))), risk_answer()]
)
def test_answers_with_lessons_or_proposed_risks_come_back_whole(store: ConversationStore, answer: Answer) -> None:
    begun = store.begin(ME, "Was gelernt?", Wanted())
    store.finish(replace(begun, state=State.FINISHED, mode=answer.mode, passages=answer.passages, answer=answer))
    (kept,) = store.exchanges(ME, begun.conversation)
    assert kept.answer == answer and kept.answer.as_dict() == answer.as_dict()


def test_an_answer_stored_before_there_were_lessons_and_risks_still_loads(
    store: ConversationStore, database: Database
) -> None:
    begun = store.begin(ME, "Wann?", Wanted())
    store.finish(replace(begun, state=State.FINISHED, passages=(PILOT,), answer=ANSWER))
    with database.writing() as connection:
        (stored,) = connection.exec_driver_sql("SELECT answer FROM exchanges").fetchone()
        facts = json.loads(stored)
        for name in ("points", "cards", "proposals"):
            del facts[name]
        connection.exec_driver_sql("UPDATE exchanges SET answer = ?", (json.dumps(facts),))
    (kept,) = store.exchanges(ME, begun.conversation)
    assert kept.answer == ANSWER and kept.answer.cards == ()


def test_the_answer_to_a_goal_comes_back_whole(store: ConversationStore) -> None:
    begun = store.begin(ME, "15% 2027", Wanted())
    answer = _goal_answer()
    store.finish(replace(begun, state=State.FINISHED, mode=Mode.GOAL, answer=answer))
    (kept,) = store.exchanges(ME, begun.conversation)
    assert kept.answer == answer
    assert kept.answer.as_dict() == answer.as_dict()
    assert str(kept.answer.goal.check.facts[0].number) == "15.50"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_huge_texts_are_kept_as_they_are(store: ConversationStore, text: str) -> None:
    begun = _answered(store, text, text)
    storable = text.encode("utf-8", "replace").decode()
    store.rate(ME, begun.id, Feedback(False, text))
    (kept,) = store.exchanges(ME, begun.conversation)
    assert (kept.question, kept.feedback) == (storable, Feedback(False, storable))
    assert kept.answer.text == storable
    (listed,) = store.conversations(ME, text[:200])
    assert len(listed.title) <= TITLE + 2 and listed.exchanges == 1
    store.rename(ME, begun.conversation, text)
    assert [c.id for c in store.conversations(ME)] == [begun.conversation]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(question=st.text(max_size=200))
def test_any_question_is_kept_listed_and_found(store: ConversationStore, question: str) -> None:
    begun = store.begin(ME, question, Wanted())
    assert store.exchanges(ME, begun.conversation) == [begun]
    assert begun.conversation in [c.id for c in store.conversations(ME, question)]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Wann?", "Wann?"),
        ("\n\n  Wann   startet\tes?\nZweite Zeile", "Wann startet es?"),
        ("wort " * 50, ("wort " * 16).strip() + " …"),
        ("x" * 500, "x" * TITLE + " …"),
        ("  \n ", ""),
    ],
)
def test_a_conversation_is_named_by_its_first_question(store: ConversationStore, question: str, title: str) -> None:
    store.begin(ME, question, Wanted())
    assert store.conversations(ME)[0].title == title


# --- the order of questions ---


def test_questions_are_numbered_and_an_answer_asked_again_takes_the_place(store: ConversationStore) -> None:
    first = _answered(store, "eins")
    second = _answered(store, "zwei", conversation=first.conversation)
    again = _answered(store, "eins", "Anders.", conversation=first.conversation, replaces=first.id)
    assert (first.number, second.number, again.number) == (1, 2, 1)
    assert store.exchanges(ME, first.conversation) == [again, second]
    assert store.conversations(ME, "Anders.")[0].exchanges == 2
    assert store.conversations(ME, "Bald.")[0].id == first.conversation  # the second question's answer
    third = _answered(store, "drei", conversation=first.conversation)
    assert third.number == 3


def test_an_answer_asked_again_is_not_found_by_its_old_words(store: ConversationStore) -> None:
    first = _answered(store, "eins", "Kupferkabel")
    _answered(store, "eins", "Glasfaser", conversation=first.conversation, replaces=first.id)
    assert store.conversations(ME, "Kupferkabel") == [] and store.conversations(ME, "glasfaser")


def test_only_the_last_exchanges_before_a_number_are_read_when_asked_for(store: ConversationStore) -> None:
    first = _answered(store, "1")
    for number in range(2, 7):
        _answered(store, str(number), conversation=first.conversation)
    read = store.exchanges(ME, first.conversation, before=5, last=2)
    assert [exchange.question for exchange in read] == ["3", "4"]


def test_edit_and_resend_loses_nothing(store: ConversationStore) -> None:
    first = _answered(store, "eins")
    _answered(store, "zwei", conversation=first.conversation)
    store.rate(ME, first.id, Feedback(True))
    branch = store.branch(ME, first.conversation, before=2)
    edited = _answered(store, "zwei, genauer", conversation=branch)
    assert [e.question for e in store.exchanges(ME, branch)] == ["eins", "zwei, genauer"]
    assert [e.question for e in store.exchanges(ME, first.conversation)] == ["eins", "zwei"]
    copied = store.exchanges(ME, branch)[0]
    assert (copied.answer, copied.state) == (first.answer, State.FINISHED)
    assert edited.number == 2 and len(list(store.rated())) == 1
    assert {c.id for c in store.conversations(ME, "eins")} == {first.conversation, branch}


def test_a_branch_before_the_first_question_is_named_by_the_new_one(store: ConversationStore) -> None:
    first = _answered(store, "eins")
    branch = store.branch(ME, first.conversation, before=1)
    assert [c.id for c in store.conversations(ME)] == [first.conversation]
    store.begin(ME, "anders gefragt", Wanted(), conversation=branch)
    assert [(c.id, c.title) for c in store.conversations(ME)][0] == (branch, "anders gefragt")


def test_a_branch_does_not_copy_a_running_answer_as_running(store: ConversationStore) -> None:
    begun = store.begin(ME, "eins", Wanted())
    branch = store.branch(ME, begun.conversation, before=2)
    assert store.exchanges(ME, branch)[0].state is State.STOPPED


# --- listing and searching ---


def test_the_conversation_changed_last_comes_first(store: ConversationStore) -> None:
    one, two = _answered(store, "eins"), _answered(store, "zwei")
    assert [c.title for c in store.conversations(ME)] == ["zwei", "eins"]
    _answered(store, "mehr", conversation=one.conversation)
    assert [(c.title, c.exchanges) for c in store.conversations(ME)] == [("eins", 2), ("zwei", 1)]
    store.rename(ME, two.conversation, "  Neuer   Name ")
    assert [c.title for c in store.conversations(ME)] == ["eins", "Neuer Name"]
    store.rename(ME, two.conversation, "  ")
    assert store.conversations(ME, "neuer name")[0].title == "Neuer Name"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", True),
        ("   ", True),
        ("QUALITÄT", True),
        ("qualitaet", True),
        ("ualitätss", True),
        ("prüfgroße", True),
        ("100 %", True),
        ("100 _", False),
        ("Prüfung\nder", True),
        ("% der", True),
        ("Quantität", False),
        ("'", False),
    ],
)
def test_a_search_finds_title_questions_and_answers(store: ConversationStore, search: str, found: bool) -> None:
    _answered(store, "Wie steht es um die Qualitätssicherung?", "100 % der Prüfgröße. Die Prüfung der Teile.")
    assert bool(store.conversations(ME, search)) is found


def test_what_a_stopped_answer_had_written_is_found(store: ConversationStore) -> None:
    begun = store.begin(ME, "Wann?", Wanted())
    store.finish(replace(begun, state=State.STOPPED, draft="Der Pilot startete"))
    assert store.conversations(ME, "pilot startete")


def test_among_ten_thousand_exchanges_the_one_is_found(database: Database, store: ConversationStore) -> None:
    first = _answered(store, "Anfang", "Füllwort " * 200)
    with database.writing() as connection:
        connection.exec_driver_sql(
            """WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO conversations SELECT i, owner, 'Titel ' || i, 'titel ' || i, begun_at, changed_at
            FROM conversations, n"""
        )
        columns = "superseded, state, question, asked_at, writer, draft, carries, mode, wanted, passages, answer"
        connection.exec_driver_sql(
            f"""WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO exchanges (id, conversation, number, {columns})
            SELECT i, 1 + i % 1000, 2 + i / 1000, {columns} FROM exchanges, n"""
        )
        connection.exec_driver_sql(
            """INSERT INTO exchange_words SELECT e.id, e.conversation, w.words || e.id
            FROM exchanges e, exchange_words w
            WHERE e.id > 1 AND w.exchange = 1"""
        )
    assert len(store.conversations(ME)) == 1000
    assert [c.id for c in store.conversations(ME, "füllwort7777")] == [778]
    assert len(store.exchanges(ME, first.conversation)) == 11


# --- owners ---


METHODS: dict[str, Callable[[ConversationStore, Exchange], object]] = {
    "begin": lambda s, e: s.begin(YOU, "x", Wanted(), conversation=e.conversation),
    "exchanges": lambda s, e: s.exchanges(YOU, e.conversation),
    "rename": lambda s, e: s.rename(YOU, e.conversation, "x"),
    "delete": lambda s, e: s.delete(YOU, e.conversation),
    "branch": lambda s, e: s.branch(YOU, e.conversation, 2),
    "rate": lambda s, e: s.rate(YOU, e.id, Feedback(False, "x")),
    "replace": lambda s, e: s.begin(
        YOU, "x", Wanted(), conversation=s.begin(YOU, "y", Wanted()).conversation, replaces=e.id
    ),
}


@pytest.mark.parametrize("method", METHODS)
def test_no_method_reads_or_changes_what_belongs_to_another(store: ConversationStore, method: str) -> None:
    mine = _answered(store, "Geheim")
    before = (store.exchanges(ME, mine.conversation), store.conversations(ME))
    with pytest.raises(ConversationMissing) as told:
        METHODS[method](store, mine)
    assert "Geheim" not in str(told.value)
    assert (store.exchanges(ME, mine.conversation), store.conversations(ME)) == before


@pytest.mark.parametrize("search", ["", "Geheim", "Bald", "%"])
def test_no_list_or_search_shows_another_owners_conversation(store: ConversationStore, search: str) -> None:
    _answered(store, "Geheim")
    yours = store.begin(YOU, "Offen", Wanted())
    assert [c.id for c in store.conversations(YOU, search)] == ([] if search else [yours.conversation])


def test_a_token_is_not_stored_and_an_empty_one_refused(store: ConversationStore, tmp_path: Path) -> None:
    _answered(store)
    assert all(ME.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    with pytest.raises(ValueError, match="owner"):
        store.begin("", "x", Wanted())
    assert store.conversations("") == []


# --- removing, rating, restarting ---


def test_a_deleted_conversation_is_gone_and_its_running_answer_too(store: ConversationStore) -> None:
    begun = store.begin(ME, "Wann?", Wanted())
    store.delete(ME, begun.conversation)
    assert not store.finish(replace(begun, state=State.FINISHED, answer=ANSWER))
    assert store.conversations(ME) == store.conversations(ME, "Wann") == []
    with pytest.raises(ConversationMissing):
        store.exchanges(ME, begun.conversation)
    with pytest.raises(ConversationMissing):
        store.begin(ME, "weiter", Wanted(), conversation=begun.conversation)
    assert _answered(store).conversation != begun.conversation  # its number is not given to another


def test_rated_exchanges_are_told_with_those_asked_again(store: ConversationStore) -> None:
    first = _answered(store, "eins")
    store.rate(ME, first.id, Feedback(False, "Falsche Quelle."))
    again = _answered(store, "eins", conversation=first.conversation, replaces=first.id)
    store.rate(ME, again.id, Feedback(True))
    other = store.begin(YOU, "zwei", Wanted())
    store.rate(YOU, other.id, Feedback(True))
    store.rate(YOU, other.id, None)
    told = [(rated.exchange.feedback, rated.superseded) for rated in store.rated()]
    assert told == [(Feedback(False, "Falsche Quelle."), True), (Feedback(True), False)]


def test_at_the_start_what_was_running_is_interrupted_and_keeps_its_draft(store: ConversationStore) -> None:
    finished = _answered(store)
    begun = store.begin(ME, "Wann?", Wanted(), conversation=finished.conversation)
    store.finish(replace(begun, passages=(PILOT,), draft="Der Pilot"))
    assert store.interrupt_running() == 1
    kept = store.exchanges(ME, begun.conversation)
    assert [e.state for e in kept] == [State.FINISHED, State.INTERRUPTED]
    assert (kept[1].draft, kept[1].passages) == ("Der Pilot", (PILOT,))
    assert store.interrupt_running() == 0


# --- damage and other versions ---


@pytest.mark.parametrize(
    ("column", "stored"),
    [
        ("answer", '{"text": "alt"}'),
        ("answer", "{"),
        ("answer", "null"),
        ("passages", '[{"id": 7}]'),
        ("wanted", '{"mode": "dance"}'),
        ("mode", "dance"),
        ("state", "dancing"),
        ("failure", '["nur eines"]'),
    ],
)
def test_an_answer_that_cannot_be_read_is_a_failed_one_that_says_so(
    database: Database, store: ConversationStore, column: str, stored: str
) -> None:
    damaged = _answered(store, "eins")
    _answered(store, "zwei", conversation=damaged.conversation)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE exchanges SET {column} = ? WHERE id = ?", (stored, damaged.id))
    first, second = store.exchanges(ME, damaged.conversation)
    assert (first.state, first.question, first.answer) == (State.FAILED, "eins", None)
    assert "nicht lesen" in first.failure[0] and "cannot be read" in first.failure[1]
    assert second.state is State.FINISHED and len(store.conversations(ME)) == 1
    with database.reading() as connection:  # what is stored stays for a version that can read it
        assert connection.exec_driver_sql(f"SELECT {column} FROM exchanges WHERE id = 1").scalar_one() == stored


def test_an_answer_with_facts_of_a_newer_version_is_read_without_them(
    database: Database, store: ConversationStore
) -> None:
    kept = _answered(store)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE exchanges SET answer = json_set(answer, '$.mood', 'good')")
    assert store.exchanges(ME, kept.conversation) == [kept]


def test_a_damaged_file_is_told_as_such(database: Database, store: ConversationStore, tmp_path: Path) -> None:
    _answered(store)
    database.close()
    with sqlite3.connect(tmp_path / "conversations.sqlite") as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "conversations.sqlite").write_bytes(b"no database at all" * 500)
    with pytest.raises(StoreDamaged):
        store.conversations(ME)


def _ask_often(path: Path, owner: str) -> None:
    database = Database(path)
    store = ConversationStore(database)
    conversation = None
    for number in range(20):
        conversation = store.begin(owner, str(number), Wanted(), conversation=conversation).conversation
    database.close()


def test_several_processes_write_without_losing_a_question(tmp_path: Path) -> None:
    path, spawn = tmp_path / "shared.sqlite", multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_ask_often, args=(path, owner)) for owner in (ME, YOU)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    database = Database(path)
    store = ConversationStore(database)
    for owner in (ME, YOU):
        (conversation,) = store.conversations(owner)
        assert [e.number for e in store.exchanges(owner, conversation.id)] == list(range(1, 21))
    database.close()
