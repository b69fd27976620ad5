"""One search over words and meaning: what it finds, in which order, and what it says of the evidence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant.errors import IndexDamaged, QuestionEmpty
from assistant.library.indexing import Indexes
from assistant.library.searching import POOL, Evidence, PassageRetriever, Search
from assistant.passages import Filter, Kind
from assistant.store import Store
from tests.samples import document, passage
from tests.wordbag import WordBag

TEXTS = [
    ("Alpha", Kind.LESSON, "2026-05-01", "Der Betriebsrat wurde zu spät beteiligt, der Pilot verzögerte sich."),
    ("Alpha", Kind.RISK, "2027-01-01", "Ohne Datenschutzfolgenabschätzung darf die Rechnungserkennung nicht starten."),
    ("Beta", Kind.NOTE, "2027-02-01", "Die Qualität der Stammdaten liegt bei 71 % vollständigen Sätzen."),
    ("Beta", Kind.LESSON, None, "The model drifted after two releases because nobody watched the input data."),
    (None, Kind.METHODOLOGY, "2025-01-01", "Ein Ziel ist messbar, wenn es eine Kennzahl und einen Zielwert nennt."),
]


@pytest.fixture
def indexes(open_indexes: Callable[..., Indexes], store: Store) -> Indexes:
    for number, (project, kind, date, text) in enumerate(TEXTS):
        facts = {"project": project, "kind": kind, "date": date, "name": f"{number}.md", "title": f"Dokument {number}"}
        language = "en" if "the" in text else "de"
        store.put(
            document(f"/{number}", **facts), [passage(text, id="x", title=f"Dokument {number}", language=language)]
        )
    opened = open_indexes()
    opened.catch_up()
    return opened


@pytest.fixture
def search(store: Store, indexes: Indexes) -> Search:
    return Search(store, indexes)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wann wurde der Betriebsrat beteiligt?", "0.md"),
        ("BETRIEBSRAETE", "0.md"),
        ("Why did the model drift?", "3.md"),
        ("Wann ist ein Ziel messbar?", "4.md"),
    ],
)
def test_the_passage_that_answers_comes_first(search: Search, question: str, expected: str) -> None:
    hits = search.find(question).hits
    assert hits[0].passage.document == expected
    assert hits[0].carries
    assert hits[0].passage.score == max(hit.passage.score for hit in hits)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Rechnung", "1.md"), ("Wie gut ist die Stammdatenqualitaet?", "2.md"), ("Betriebsart", "0.md")],
)
def test_parts_of_words_find_too(search: Search, question: str, expected: str) -> None:
    assert search.passages(question)[0].document == expected


@pytest.mark.parametrize(
    "only",
    [
        Filter(project="Alpha"),
        Filter(kinds=(Kind.LESSON,)),
        Filter(kinds=(Kind.LESSON, Kind.RISK)),
        Filter(since="2027-01-01"),
        Filter(since="2027"),
        Filter("Beta", kinds=(Kind.NOTE,), since="2027-01-15"),
        Filter(project="Gamma"),
        Filter(since="2099-12-31"),
    ],
)
def test_both_indexes_let_through_the_same(search: Search, indexes: Indexes, store: Store, only: Filter) -> None:
    every = [p for d in store.documents() for p in store.passages_of(d.id or 0)]
    allowed = {p.id for p in every if only.allows(p)}
    question = "Betriebsrat Rechnungserkennung Stammdaten model Kennzahl"
    assert indexes.vectors is not None
    vector = indexes.embeddings.encode_question(question)
    assert {id_ for id_, _ in indexes.keywords.search(question, 50, only)} == allowed
    assert {id_ for id_, _ in indexes.vectors.search(vector, 50, only)} == allowed
    assert {p.id for p in search.passages(question, limit=50, only=only)} == allowed


def test_what_the_store_has_changed_since_is_no_hit_any_more(search: Search, store: Store) -> None:
    gone, moved = store.documents()[0], store.documents()[1]
    store.remove(gone.id or 0)
    store.move(document("/1", id=moved.id, project="Gamma"))
    assert "0.md" not in [p.document for p in search.passages("Betriebsrat")]
    assert search.passages("Rechnungserkennung", only=Filter(project="Alpha")) == []


@pytest.mark.parametrize("question", ["", " ", "\n\t"])
def test_an_empty_question_is_refused(search: Search, question: str) -> None:
    with pytest.raises(QuestionEmpty):
        search.find(question)


@pytest.mark.parametrize(
    "question",
    [
        "und oder nicht",
        "the and of",
        "?",
        "🙂",
        "\x00",
        "a\x00b Betriebsrat",
        "\ud83d Betriebsrat",
        '"Betriebsrat',
        "AND OR NOT + - title:x [a TO b]",
        "(((){}[]\\/^~*",
        "'; DROP TABLE passages; --",
        "x" * 4_000,
        "Betriebsrat " * 333,
        " ".join(f"wort{n}" for n in range(500)),
    ],
)
def test_no_question_breaks_the_search(search: Search, indexes: Indexes, question: str) -> None:
    found = search.find(question)
    assert len(found.hits) <= 6
    assert all(0 <= hit.passage.score <= 1 and 0 <= hit.coverage <= 1.000001 for hit in found.hits)
    assert not indexes.behind()  # nothing was taken for damage


def test_a_question_the_documents_do_not_answer_carries_nothing(search: Search) -> None:
    assert not any(hit.carries for hit in search.find("Welche Farbe hat der Dienstwagen?").hits)


def test_rare_words_weigh_more(search: Search) -> None:
    weights = search.find("Betriebsrat Dokument").weights
    assert weights["Betriebsrat"] > weights["Dokument"] > 0


def test_an_empty_store_finds_nothing(open_indexes: Callable[..., Indexes], store: Store) -> None:
    indexes = open_indexes()
    indexes.catch_up()
    assert Search(store, indexes).find("Betriebsrat").hits == ()


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_no_more_than_the_limit_is_found(search: Search, limit: int) -> None:
    assert len(search.passages("Betriebsrat Stammdaten Ziel", limit=limit)) == min(limit, len(TEXTS))


def test_words_answer_while_the_embedder_loads(tmp_path: Path, store: Store, indexes: Indexes) -> None:
    early = Indexes(tmp_path / "early", store, indexes.embeddings)
    early.catch_up()
    search = Search(store, early)
    assert search.passages("Betriebsrat")[0].document == "0.md"
    assert search.similarity("model drift", ["drift"]) is None


def test_a_damaged_side_is_reported_and_the_other_goes_on_answering(
    search: Search, indexes: Indexes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise IndexDamaged(folder=index.folder.path, detail="zerrissen")

    question = "Der Betriebsrat wurde zu spät beteiligt, der Pilot verzögerte sich."
    for index in (indexes.keywords, indexes.vectors):
        assert index is not None
        with monkeypatch.context() as patch:
            patch.setattr(index, "search", fail)
            assert search.passages(question)[0].document == "0.md"
        assert indexes.behind()
        indexes.catch_up()
        assert search.passages(question)[0].document == "0.md"


def test_likeness_of_meaning_is_told_only_in_a_language_the_embedder_knows(search: Search) -> None:
    same, other = search.similarity("the model drifts", ["the model drifts", "Pumpe"]) or (0, 1)
    assert same == pytest.approx(1.0) and other < same
    assert search.similarity("Warum ist das Modell nicht gut?", ["Modell"]) is None
    hit = search.find("Der Betriebsrat wurde zu spät beteiligt").hits[0]
    assert hit.cosine is None


def test_the_search_is_a_langchain_retriever(search: Search) -> None:
    retriever = PassageRetriever(search=search.passages, limit=2)
    found = retriever.invoke("Betriebsrat")
    assert [type(one) for one in found] == [Document, Document]
    assert found[0].page_content == TEXTS[0][3]
    assert found[0].metadata["document"] == "0.md"
    assert (retriever | RunnableLambda(len)).invoke("Betriebsrat") == 2


def weighed(
    meanings: list[tuple[str, float]],
    worded: list[tuple[str, float]],
    coverages: dict[str, float],
    *,
    understood: bool = True,
) -> list[str]:
    """The ids in the order of their scores."""
    scores = Evidence(meanings, worded, total=1000, understood=understood).weigh(coverages)
    assert all(0 <= score <= 1 for score in scores.values())
    return sorted(scores, key=lambda id_: -scores[id_])


@pytest.mark.parametrize(
    ("meanings", "worded", "coverages", "first"),
    [
        ([("a", 0.5), ("b", 0.4)], [], {"a": 0.0, "b": 0.0}, "a"),
        ([], [("a", 20.0), ("b", 9.0)], {"a": 0.9, "b": 0.3}, "a"),
        # The question's words stand in b: they win against a little more meaning …
        ([("a", 0.5), ("b", 0.4)], [("b", 20.0)], {"a": 0.1, "b": 0.9}, "b"),
        # … but a few words that happen to occur in b do not: the question was asked in other words.
        ([("a", 0.5), ("b", 0.4)], [("b", 9.0)], {"a": 0.0, "b": 0.2}, "a"),
        # Much meaning against all words.
        ([("a", 0.9), ("b", 0.1)], [("b", 9.0)], {"a": 0.2, "b": 0.7}, "a"),
        # Not among the nearest: no nearer than the last of them.
        ([("a", 0.6), ("c", 0.5)], [("b", 20.0)], {"a": 0.0, "b": 1.0, "c": 0.0}, "b"),
    ],
)
def test_what_speaks_for_a_passage_adds_up(
    meanings: list[tuple[str, float]], worded: list[tuple[str, float]], coverages: dict[str, float], first: str
) -> None:
    assert weighed(meanings, worded, coverages)[0] == first


def test_meaning_only_settles_ties_where_the_embedder_does_not_know_the_language() -> None:
    meanings, worded = [("a", 0.9), ("b", 0.2)], [("b", 9.0), ("a", 8.0)]
    assert weighed(meanings, worded, {"a": 0.3, "b": 0.6}) == ["a", "b"]
    assert weighed(meanings, worded, {"a": 0.3, "b": 0.6}, understood=False) == ["b", "a"]
    assert weighed(meanings, worded, {"a": 0.6, "b": 0.6}, understood=False) == ["a", "b"]


def test_no_passages_have_no_scores() -> None:
    assert weighed([], [], {}) == []


def test_the_passages_weighed_are_the_best_of_both_sides() -> None:
    meanings = [(f"m{n}", 0.5 - n / 100) for n in range(POOL)]
    worded = [(f"w{n}", 30.0 - n / 2) for n in range(POOL)]
    first = Evidence(meanings, worded, total=1000, understood=True).first(10)
    assert len(first) == 10 and {"m0", "w0"} <= {*first}


def test_the_stand_in_embedder_is_asked_once_per_question(search: Search, embeddings: WordBag) -> None:
    embeddings.encoded.clear()
    search.find("Betriebsrat")
    assert embeddings.encoded == []


def test_a_question_searched_twice_is_turned_into_a_vector_once(
    search: Search, embeddings: WordBag, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    genuine = embeddings.encode_question
    monkeypatch.setattr(embeddings, "encode_question", lambda text: asked.append(text) or genuine(text))
    for question in ("model drift", "model drift", "works council"):
        search.find(question)
        search.similarity(question, ["drift"])
    assert asked == ["model drift", "works council"]
