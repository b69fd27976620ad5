"""The path of a question: evidence first, then text, then the checked answer."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.answer import Evidence, Finished, Mode, Piece, Planned, Waiting
from assistant.answering import LONGEST_QUESTION, Answering
from assistant.budget import Effort, Estimate, Place, Speed
from assistant.conversation import Turn
from assistant.errors import ModelFailed, QuestionTooLong
from assistant.language import content_words, detect
from assistant.library.searching import Found, Hit
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.prompts import Prompts
from assistant.workspace import PROMPTS
from tests.scripted import ScriptedModel

PILOT = Passage(
    id="1-a",
    text="Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern. Die Erkennungsrate lag bei 91,8 %.",
    document="notes/pilot.md",
    title="Statusbericht",
    headings=("Verlauf",),
    score=0.9,
)
QUESTION = "Wann startete der Pilot?"


class OnePassage:
    """A search that always finds the same passage, with as much evidence as it is told."""

    def __init__(self, coverage: float = 1.0) -> None:
        self.coverage = coverage
        self.asked: list[tuple[str, Filter]] = []

    def find(self, question: str, *, limit: int, only: Filter) -> Found:
        self.asked.append((question, only))
        weights = dict.fromkeys(content_words(question), 1.0)
        return Found((Hit(PILOT, self.coverage, None),), detect(question), weights)

    def similarity(self, question: str, texts: Sequence[str]) -> None:
        return None


def _answering(model: ScriptedModel | None, coverage: float = 1.0) -> Answering:
    return Answering(OnePassage(coverage), Prompts(PROMPTS), model)


def _events(model: ScriptedModel | None, question: str = QUESTION, **options: object) -> list[object]:
    return list(_answering(model).answer(question, **options))


def test_evidence_comes_before_the_model_is_asked() -> None:
    model = ScriptedModel([["…"]])
    events = _answering(model).answer(QUESTION)
    assert next(events) == Evidence((PILOT,), "de")
    assert model.prompts == []


def test_a_supported_answer_is_kept_with_its_citation() -> None:
    events = _events(ScriptedModel([["Der Pilot startete ", "", "am 3. März 2025. [7]"]]))
    assert events[1:4] == [Piece("Der Pilot startete "), Waiting(), Piece("am 3. März 2025. [7]")]
    answer = events[4].answer
    assert answer.text == "Der Pilot startete am 3. März 2025. [1]"
    assert (answer.written_by, answer.refused, answer.replaced, answer.draft) == ("model", False, (), "")
    assert answer.seconds.first_token is not None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Der Pilot startete am 5. Mai 2026.", "unsupported"),
        ("The pilot started with twelve of the clerks in the team.", "language"),
        ("Der Pilot startete. Der Pilot startete.", "repetition"),
    ],
)
def test_an_answer_that_does_not_stand_is_replaced_by_the_passage_itself(written: str, reason: str) -> None:
    answer = _events(ScriptedModel([[written]]))[-1].answer
    assert reason in answer.replaced
    assert answer.written_by == "rules" and answer.draft == written
    assert "Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern. [1]" in answer.text
    assert "5. Mai" not in answer.text


def test_one_unsupported_sentence_is_marked_but_fails_a_model_that_needs_proof() -> None:
    written = [["Der Pilot startete am 3. März 2025. Das war ein großer Erfolg für alle."]]
    lenient = _events(ScriptedModel([*written]))[-1].answer
    assert [str(sentence.support) for sentence in lenient.sentences] == ["quoted", "unsupported"]
    strict = _events(ScriptedModel([*written], needs_proof=True))[-1].answer
    assert strict.replaced == ("unsupported",) and "Erfolg" not in strict.text


def test_a_model_that_needs_proof_is_stopped_at_its_first_invention() -> None:
    pieces = ["Das Modell war ein großer Erfolg. ", "Der Pilot ", "startete im Mai."]
    model = ScriptedModel([[*pieces]], needs_proof=True)
    answer = _events(model)[-1].answer
    assert answer.draft == pieces[0] + pieces[1] and model.closed == 1 and answer.written_by == "rules"


def test_a_model_that_cannot_write_the_language_is_not_asked() -> None:
    model = ScriptedModel([["x"]], languages=("en",))
    answer = _events(model)[-1].answer
    assert model.prompts == [] and answer.replaced == ("unable",) and answer.written_by == "rules"


def test_without_a_model_the_passages_answer() -> None:
    answer = _events(None)[-1].answer
    assert answer.written_by == "rules" and answer.replaced == () and "3. März 2025" in answer.text


def test_nothing_relevant_is_refused_without_asking_the_model() -> None:
    model = ScriptedModel([["x"]])
    events = list(_answering(model, coverage=0.1).answer("Wer gewann die Weltmeisterschaft?"))
    assert events[0] == Evidence((PILOT,), "de", carries=False)
    answer = events[1].answer
    assert answer.refused and model.prompts == [] and answer.sentences == () and answer.citations == ()
    assert answer.text.startswith("In den Dokumenten steht dazu nichts")


def test_a_model_that_breaks_off_leaves_the_passages() -> None:
    answer = _events(ScriptedModel([["Der Pi", ModelFailed(name="m", detail="x")]]))[-1].answer
    assert answer.replaced == ("failed",) and "3. März 2025" in answer.text


def test_a_model_that_says_nothing_leaves_the_passages() -> None:
    answer = _events(ScriptedModel([[""]]))[-1].answer
    assert answer.replaced == ("empty",) and answer.written_by == "rules" and "3. März 2025" in answer.text


def test_closing_the_stream_closes_the_model() -> None:
    model = ScriptedModel([["Der Pilot ", "startete ", "am 3. März."]])
    events = _answering(model).answer(QUESTION)
    next(events), next(events)
    events.close()
    assert model.closed == 1
    assert list(events) == []


def test_the_prompt_is_system_then_history_then_passages_and_question() -> None:
    model = ScriptedModel([["x"]])
    _events(model, question="Wann startete der Pilot der Erkennung?", history=[Turn("Wer leitet?", "Frau Kuhn.")])
    system, asked, answered, last = model.prompts[0]
    assert system == SystemMessage(Prompts(PROMPTS).fill("answer.system", "de"))
    assert (asked, answered) == (HumanMessage("Wer leitet?"), AIMessage("Frau Kuhn."))
    assert last.content.startswith("Textstellen:\n\n[1] Statusbericht, Verlauf:\nDer Pilot startete")
    assert last.content.endswith("Frage: Wann startete der Pilot der Erkennung?")


def test_the_beginning_of_the_prompt_never_changes() -> None:
    model = ScriptedModel([["x"], ["x"]])
    answering = _answering(model)
    list(answering.answer(QUESTION)), list(answering.answer("Wie hoch war die Erkennungsrate?"))
    assert model.prompts[0][0] == model.prompts[1][0]


def test_a_follow_up_is_searched_with_the_topic_talked_about() -> None:
    search = OnePassage()
    list(Answering(search, Prompts(PROMPTS)).answer("Und warum?", [Turn(QUESTION, "Im März.")]))
    assert search.asked == [("Und warum?\nstartete Pilot", EVERYTHING)]


def test_passages_that_do_not_fit_the_budget_are_left_out_but_never_the_first() -> None:
    model = ScriptedModel([["x"]], context=1_400)
    long = replace(PILOT, text="wort " * 900)

    class Many(OnePassage):
        def find(self, question: str, *, limit: int, only: Filter) -> Found:
            hits = tuple(Hit(replace(long, id=str(n)), 1.0, None) for n in range(3))
            return Found(hits, "de", {"wort": 1.0})

    list(Answering(Many(), Prompts(PROMPTS), model).answer(QUESTION))
    assert "[1]" in model.prompts[0][-1].content and "[2]" not in model.prompts[0][-1].content


def test_a_question_too_long_is_refused_before_anything_is_searched() -> None:
    search = OnePassage()
    with pytest.raises(QuestionTooLong):
        next(Answering(search, Prompts(PROMPTS)).answer("x" * (LONGEST_QUESTION + 1)))
    assert search.asked == []


def test_an_answer_prints_what_scripts_rely_on() -> None:
    facts = _events(ScriptedModel([["Der Pilot startete am 3. März 2025."]]))[-1].answer.as_dict()
    assert list(facts) == [
        "text", "language", "mode", "written_by", "refused", "citations", "sentences", "seconds",
    ]  # fmt: skip
    assert facts["mode"] == str(Mode.ANSWER)
    (sentence,) = facts["sentences"]
    assert sentence == {"text": "Der Pilot startete am 3. März 2025.", "support": "quoted", "citations": [1]}
    assert facts["citations"][0]["quote"] == "Der Pilot startete am 3. März 2025 mit 12 Sachbearbeitern."
    assert set(facts["seconds"]) == {"evidence", "first_token", "total"}


def test_every_stream_ends_with_finished() -> None:
    for model in (None, ScriptedModel([["x"]]), ScriptedModel([[ModelFailed(name="m", detail="x")]])):
        assert isinstance(_events(model)[-1], Finished)


SPEED = Speed(reading=100, writing=10)


def test_the_estimate_comes_after_the_evidence_and_before_the_model_is_asked() -> None:
    model = ScriptedModel([["Der Pilot startete am 3. März 2025."]], measured=SPEED)
    events = _answering(model).answer(QUESTION)
    assert isinstance(next(events), Evidence)
    planned = next(events)
    assert isinstance(planned, Planned) and model.prompts == []
    assert 0 < planned.estimate.first_token < planned.estimate.total < 21 and planned.estimate.position == 0
    assert isinstance(next(events), Piece)


def test_the_estimate_comes_again_whenever_the_place_in_the_queue_has_changed() -> None:
    pieces = [Place(2, 30.0), "", Place(1, 12.5), "", Place(0, 0.0), "Der Pilot ", "startete am 3. März 2025."]
    model = ScriptedModel([pieces], measured=SPEED, first_place=Place(2, 31.0))
    told = [event.estimate for event in _events(model) if isinstance(event, Planned)]
    own = told[-1]
    assert [estimate.position for estimate in told] == [2, 1, 0]
    assert told[0] == Estimate(31.0 + own.first_token, 31.0 + own.total, 2)
    assert told[1] == Estimate(12.5 + own.first_token, 12.5 + own.total, 1)


@pytest.mark.parametrize(
    "model",
    [None, ScriptedModel([["x"]], languages=("en",), measured=SPEED), ScriptedModel([["x"]])],
    ids=["no model", "cannot write German", "speed unknown"],
)
def test_nothing_is_promised_where_no_model_will_write_or_its_speed_is_unknown(model: ScriptedModel | None) -> None:
    assert not any(isinstance(event, Planned) for event in _events(model))


class Library(OnePassage):
    """A search over one passage of each kind given, as strong as it is told."""

    def __init__(self, kinds: dict[Kind, float], *, copies: int = 1, text: str = PILOT.text) -> None:
        super().__init__()
        self.kinds, self.copies, self.text, self.limits = kinds, copies, text, []

    def find(self, question: str, *, limit: int, only: Filter) -> Found:
        self.asked.append((question, only))
        self.limits.append(limit)
        made = [
            Hit(replace(PILOT, id=f"{kind}{n}", kind=kind, text=self.text), coverage, None)
            for kind, coverage in self.kinds.items()
            for n in range(self.copies)
        ]
        hits = tuple(hit for hit in made if only.allows(hit.passage))[:limit]
        return Found(hits, detect(question), dict.fromkeys(content_words(question), 1.0))


EVERY = {kind: 1.0 for kind in Kind}


@pytest.mark.parametrize(
    ("mode", "stored", "found"),
    [
        (Mode.LESSONS, EVERY, {Kind.LESSON}),
        (Mode.RISKS, EVERY, {Kind.RISK, Kind.LESSON}),
        (Mode.ANSWER, EVERY, set(Kind)),
        (Mode.LESSONS, {Kind.LESSON: 0.1, Kind.NOTE: 1.0}, {Kind.NOTE, Kind.LESSON}),  # no lesson carries
        (Mode.RISKS, {Kind.METHODOLOGY: 1.0}, {Kind.METHODOLOGY}),
        (Mode.LESSONS, {}, set()),
    ],
)
def test_lessons_and_risks_are_looked_for_in_their_documents_first(
    mode: Mode, stored: dict[Kind, float], found: set[Kind]
) -> None:
    first, *_, last = Answering(Library(stored), Prompts(PROMPTS)).answer(QUESTION, mode=mode)
    assert {passage.kind for passage in first.passages} == found
    assert first.mode is mode and last.answer.mode is mode


def test_kinds_that_the_user_chose_stay() -> None:
    library = Library({Kind.LESSON: 1.0, Kind.NOTE: 0.1})
    only = Filter(project="p", kinds=(Kind.NOTE,), since="2025")
    list(Answering(library, Prompts(PROMPTS)).answer(QUESTION, only=only, mode=Mode.LESSONS))
    assert [asked for _question, asked in library.asked] == [only]


def test_project_and_date_stay_in_both_searches() -> None:
    library = Library({})
    only = Filter(project="p", since="2025")
    list(Answering(library, Prompts(PROMPTS)).answer(QUESTION, only=only, mode=Mode.RISKS))
    assert [asked for _q, asked in library.asked] == [replace(only, kinds=(Kind.RISK, Kind.LESSON)), only]


def test_thorough_searches_and_reads_more_than_short() -> None:
    read, searched = {}, {}
    for effort in Effort:
        library = Library({Kind.NOTE: 1.0}, copies=10, text="Der Pilot startete am 3. März 2025. " * 20)
        model = ScriptedModel([["x"]], measured=Speed(50, 8))
        list(Answering(library, Prompts(PROMPTS), model).answer(QUESTION, effort=effort))
        searched[effort] = library.limits[0]
        read[effort] = (model.prompts[0][-1].content.count("] Statusbericht"), model.limits[0].tokens)
    assert searched[Effort.SHORT] < searched[Effort.THOROUGH]
    assert read[Effort.SHORT] < read[Effort.THOROUGH] and read[Effort.SHORT][0] >= 1


def test_no_more_passages_are_given_than_were_planned() -> None:
    library = Library({Kind.NOTE: 1.0}, copies=6, text="Der Pilot startete am 3. März 2025. " * 20)
    slow = ScriptedModel([["x"]], measured=Speed(10, 5))
    list(Answering(library, Prompts(PROMPTS), slow).answer(QUESTION))
    assert "[1]" in slow.prompts[0][-1].content and "[2]" not in slow.prompts[0][-1].content
