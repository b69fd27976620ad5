"""A model words the candidate in the form: only where it can, only into fields that nobody has changed."""

import json

import gradio as gr
import pytest

from assistant.errors import ModelFailed
from assistant.lesson_wording import FIELDS
from assistant.web.exchanges import Session
from assistant.web.lesson_candidates import LessonCandidatesTab
from assistant.web.lesson_session import RewordingSession
from assistant.workspace import Workspace
from tests.scripted import ScriptedModel

RETRO = """---
title: Retrospektive
project: rechnungen
kind: note
date: 2025-03-10
language: de
---
# Retrospektive

Der Betriebsrat erfuhr erst nach 3 Wochen von den Tests. Wir hätten ihn früher einladen sollen.

Lehre: Ohne benannte Vertretung steht der Pilot still.
"""
WORDED = {
    "title": "Betriebsrat früher einladen",
    "situation": "Von den Tests erfuhr der Betriebsrat erst nach 3 Wochen.",
    "lesson": "Wir haben den Betriebsrat früher eingeladen.",
}
TITLE, SITUATION, LESSON, RECOMMENDATION = range(4)
Screen = dict[object, object]


def click(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


class Form:
    """The form for the candidates of a retrospective; `typed` is what stands in the fields a model may word."""

    def __init__(self, workspace: Workspace, model: ScriptedModel | None) -> None:
        workspace.lesson_wording.writer = model
        with gr.Blocks():
            self.tab = LessonCandidatesTab(workspace, gr.HTML(), "de")
            self.tab.connect(gr.State())
        self.typed = [""] * len(FIELDS)
        self.session, self.form, self.panel = Session(), self.tab.form, self.tab.rewording
        document = next(each.id for each in workspace.documents() if each.title == "Retrospektive")
        self.tab.open(self.session, click(document=document))
        for place in range(2):
            self.tab.act(self.session, click(action="tick", candidate=place))
        self.screen = self.see(self.tab.act(self.session, click(action="each")))

    def see(self, screen: Screen) -> Screen:
        fields = [self.form.fields[name] for name in FIELDS]
        for place, field in enumerate(fields):
            update = screen.get(field, {})
            self.typed[place] = str(update.get("value", self.typed[place]) if isinstance(update, dict) else update)
        return screen

    def word(self) -> Screen:
        *_, _last = self.panel.word(self.session)
        return self.fill()

    def fill(self) -> Screen:
        return self.see(self.panel.fill(*self.typed, self.session))

    def press(self, action: str) -> Screen:
        return self.see(self.panel.act(*self.typed, self.session, click(action=action)))


@pytest.fixture
def retro(workspace: Workspace) -> Workspace:
    (workspace.data_dir.parent / "retro.md").write_text(RETRO, encoding="utf-8")
    workspace.ingest([workspace.data_dir.parent / "retro.md"])
    workspace.catch_up()
    return workspace


def model(*drafts: str) -> ScriptedModel:
    return ScriptedModel([[draft[:5], draft[5:]] for draft in drafts])


@pytest.mark.parametrize(
    ("writer", "shown"),
    [(None, False), (ScriptedModel([], languages=("en",)), False), (ScriptedModel([]), True)],
)
def test_the_button_is_there_only_where_a_model_writes_the_language(
    retro: Workspace, writer: ScriptedModel | None, shown: bool
) -> None:
    page = Form(retro, writer)
    assert page.screen[page.panel.button]["visible"] is shown  # type: ignore[index]
    page.tab.skip(page.session)
    closed = page.tab.skip(page.session)
    assert closed[page.panel.button]["visible"] is False


def test_what_stands_fills_the_fields_and_what_does_not_is_told(retro: Workspace) -> None:
    page = Form(retro, model(json.dumps(WORDED)))
    ruled = list(page.typed)
    first = next(page.panel.word(page.session))
    assert 'data-action="stop"' in str(first[page.panel.told]) and first[page.panel.button]["visible"] is False
    page.press("stop")
    screen = page.word()
    assert page.typed == [WORDED["title"], WORDED["situation"], ruled[LESSON], ""]
    told = str(screen[page.panel.told])
    assert "bitte prüfen: Titel, Situation." in told and "Nicht übernommen: Lehre (" in told and "hätten" in told
    assert len(retro.documents()) == 3 and screen[page.panel.button]["visible"] is True  # type: ignore[index]
    back = page.press("unword")
    assert page.typed == ruled and back[page.panel.told] == ""


def test_fields_changed_while_the_model_writes_are_left_alone(retro: Workspace) -> None:
    page = Form(retro, model(json.dumps(WORDED)))
    steps = page.panel.word(page.session)
    next(steps)
    page.typed[TITLE] = "Mein Titel"
    list(steps)
    told = str(page.fill()[page.panel.told])
    assert page.typed[TITLE] == "Mein Titel" and page.typed[SITUATION] == WORDED["situation"]
    assert "daher unberührt: Titel." in told
    page.typed[SITUATION] = "Meine Situation"
    page.press("unword")
    assert page.typed[:2] == ["Mein Titel", "Meine Situation"]


@pytest.mark.parametrize("leave", ["skip", "summary", "stop"])
def test_who_goes_on_meanwhile_gets_nothing_from_the_model(retro: Workspace, leave: str) -> None:
    page = Form(retro, ScriptedModel([["{", "}", "x"]]))
    steps = page.panel.word(page.session)
    next(steps), next(steps)
    if leave == "skip":
        page.see(page.tab.skip(page.session))
    elif leave == "stop":
        assert page.press("stop")[page.panel.told] == ""
    else:
        values = [page.typed[0], "rechnungen", "", *page.typed[1:], "", []]
        page.tab.summarise(*values, page.session)
    before = list(page.typed)
    list(steps)
    assert page.fill() == {page.panel.told: gr.skip()} and page.typed == before
    assert not page.session.lessons.rewording.writing


def test_a_second_click_while_the_model_writes_starts_nothing(retro: Workspace) -> None:
    writer = ScriptedModel([["{", "}"]])
    page = Form(retro, writer)
    steps = page.panel.word(page.session)
    next(steps), next(steps)
    assert list(page.panel.word(page.session)) == [{page.panel.told: gr.skip()}]
    assert page.fill() == {page.panel.told: gr.skip()} and len(writer.prompts) == 1


def test_a_model_that_fails_is_told_in_the_language_of_the_page(retro: Workspace) -> None:
    page = Form(retro, ScriptedModel([[ModelFailed(name="m", detail="<b>voll")]]))
    before = list(page.typed)
    told = str(page.word()[page.panel.told])
    assert "&lt;b&gt;voll" in told and "<b>" not in told and page.typed == before


def test_hostile_words_of_a_model_are_escaped_and_all_texts_change_with_the_language(retro: Workspace) -> None:
    page = Form(retro, model(json.dumps(WORDED | {"title": "<script>alert(1)</script>"})))
    assert "<script" not in str(page.word()[page.panel.told])
    page.session.language = "en"
    screen = page.tab.words(page.session)
    assert screen[page.panel.button]["value"] == "Let the model word it"
    assert "Not taken over: Title (" in str(screen[page.panel.told]) and set(screen) <= set(page.tab.worded)


def test_a_closed_form_keeps_nothing_of_the_model() -> None:
    session = RewordingSession(shown={"title": "a"}, writing=True, taken=("title",))
    session.open(None)
    assert session == RewordingSession(run=1)
