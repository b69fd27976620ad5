"""The search for lessons: field, facets, cards with their sources, and the way from a lesson to a draft risk.

Turns clicks into searches of the workspace. What a card looks like is the work of `lesson_cards`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.learning import LessonsFound
from assistant.lessons.card import Card, Quote
from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.lessons.risk_draft import risk_draft, risk_of
from assistant.risks.register import Risk
from assistant.web.chat import QUICK, Updates, html_of
from assistant.web.conversation_log import FORWARD_CLICKS
from assistant.web.document_list import notice_html
from assistant.web.exchanges import Session, integer
from assistant.web.lesson_cards import marks_of, quotes_of, results_html
from assistant.web.lesson_facets import facets_html
from assistant.web.lesson_session import PAGE, LessonSearch
from assistant.web.sources import document_id, opened_document_html, opened_passage_html
from assistant.web.wording import say
from assistant.workspace import Workspace

# Shows a risk that is not stored yet for confirmation; returns what changes on screen.
Take = Callable[[Session, Risk], Updates]
# What was clicked is drawn anew with everything around it, and the element that had the focus may stand for something
# else then: the focus goes to what was clicked. Drawing changes the order of attributes.
_KEEP_FOCUS = """
let clicked = '';
const named = (button) => JSON.stringify(Object.entries(button.dataset).sort());
element.addEventListener('click', (event) => {
  const target = event.target.closest('[data-action]');
  clicked = target ? named(target) : '';
});
new MutationObserver(() => {
  const focused = document.activeElement;
  if (!clicked || (focused !== document.body && !element.contains(focused))) return;
  const alike = [...element.querySelectorAll('[data-action]')].find((button) => named(button) === clicked);
  if (alike && alike !== focused) alike.focus({preventScroll: true});
  clicked = '';
}).observe(element, {childList: true, subtree: true, attributes: true, characterData: true});
"""


class LessonSearchTab:
    """The widgets of the search and what their events do. `take` receives the draft of a risk and returns updates of
    the widgets in `taken`."""

    def __init__(self, workspace: Workspace, reader: gr.HTML, take: Take, language: str) -> None:
        self._workspace, self._reader, self._take = workspace, reader, take
        with gr.Column(elem_classes="lesson-search"):
            with gr.Row(elem_classes="ask-row lesson-row", equal_height=False):
                self.query = gr.Textbox(
                    "", **_query_field(language), max_lines=1, show_label=False, container=False, elem_id="lesson-query"
                )
                self.send = gr.Button(
                    say("lessons.search", language), variant="primary", scale=0, elem_id="lesson-send"
                )
            self.notice = html_of("lesson-notice", "")
            with gr.Row(elem_classes="lesson-results", equal_height=False):
                self.facets = _focused_html("lesson-facets")
                self.results = _focused_html("lesson-cards")

    def connect(self, session: gr.State, taken: Sequence[gr.components.Component]) -> None:
        """Makes the widgets do something; `taken` are those that `take` may update."""
        asked = [self.query, session]
        gr.on([self.query.submit, self.send.click], self.find, asked, self.drawn, **QUICK)
        acted = list(dict.fromkeys([*self.drawn, self.query, self._reader, *taken]))
        for place in (self.facets, self.results):
            place.click(self.act, asked, acted, trigger_mode="multiple", **QUICK)

    # --- events ---

    def find(self, query: str, session: Session) -> Updates:
        """Searches; without words the newest lessons."""
        search = session.lessons.search
        search.query, search.shown = query or "", PAGE
        self._search(session)
        return self.drawing(session)

    def shown(self, session: Session) -> Updates:
        """The tab has been opened: what is shown is looked up anew, as documents may have come or gone."""
        self._search(session)
        return self.drawing(session)

    def look(self, session: Session) -> Updates:
        """Documents have come or gone: somebody who waits for the first ones sees them."""
        found = session.lessons.search.found
        return {} if found is None or found.cards else self.shown(session)

    def show(self, query: str, session: Session) -> Updates:
        """Searches all lessons for words given from elsewhere."""
        session.lessons.search.chosen = ONLY_LESSONS
        return self.find(query, session) | {self.query: query}

    def act(self, query: str, session: Session, event: gr.EventData) -> Updates:
        """A click on a facet, a chip, a source or a button of a card."""
        data = event._data or {}
        action, search = str(data.get("action")), session.lessons.search
        if action == "facet":
            search.choose(str(data.get("facet")), str(data.get("value")))
        elif action == "clear":
            search.chosen, search.shown = Facets(), PAGE
        elif action == "more":
            search.shown += PAGE
        elif action == "unfold":
            search.unfolded = not search.unfolded
            return self.drawing(session)
        else:
            return self._of_card(action, data, session)
        if action != "more" or not search.query.strip():
            # What stands in the field counts, sent or not.
            search.query = query or ""
            self._search(session)
        return self.drawing(session)

    def _search(self, session: Session) -> None:
        search = session.lessons.search
        try:
            search.found = self._found(search)
            search.error = None
        except AssistantError as error:
            search.error = error

    def _found(self, search: LessonSearch) -> LessonsFound:
        found = self._workspace.lessons(search.query, search.chosen, limit=search.limit)
        if found.query and not found.cards:
            everything = self._workspace.lessons("", Facets(), limit=1)
            # Other words do not help where there are no documents at all.
            return found if everything.cards else everything
        return found

    def _of_card(self, action: str, data: dict[str, Any], session: Session) -> Updates:
        """Opens a source of a card or of a point, or hands on the draft of a risk."""
        found, number = session.lessons.search.found, integer(data.get("card"))
        if found is None:
            return {self.notice: ""}
        if action == "cite":
            points, place, at = found.points, integer(data.get("point")), integer(data.get("quote"))
            if place < len(points) and at < len(points[place].quotes):
                return self._opened([points[place].quotes[at]], points[place].numbers[at], session)
        if not 1 <= number <= len(found.cards):
            return {self.notice: ""}
        card = found.cards[number - 1]
        if action == "risk":
            return self._take(session, risk_of(risk_draft(card)))
        if action == "later":
            return self._later(card, session)
        return self._opened(quotes_of(card, str(data.get("part"))), number, session)

    def _opened(self, quotes: Sequence[Quote], number: int, session: Session) -> Updates:
        if not quotes:
            return {self.notice: ""}
        return {self._reader: opened_quotes_html(self._workspace, quotes, number=number, language=session.language)}

    def _later(self, card: Card, session: Session) -> Updates:
        """Opens the document that overrides a lesson."""
        name = card.overridden.document if card.overridden else ""
        later = next((each for each in self._workspace.documents() if each.name == name), None)
        passages = self._workspace.passages_of(later.id or 0) if later else []
        return {self._reader: opened_document_html(passages, session.language)}

    # --- drawing ---

    def drawing(self, session: Session) -> Updates:
        """Everything that follows from the session."""
        search, language = session.lessons.search, session.language
        return {
            self.notice: notice_html(search.error.in_language(language)) if search.error else "",
            self.facets: facets_html(search.found, search.chosen, language, unfolded=search.unfolded),
            self.results: results_html(search, language),
        }

    def words(self, session: Session) -> Updates:
        """All texts in the session's language; what was found stays."""
        language = session.language
        return self.drawing(session) | {
            self.query: gr.update(**_query_field(language)),
            self.send: gr.update(value=say("lessons.search", language)),
        }

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event of the search may change."""
        return [self.notice, self.facets, self.results]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return [*self.drawn, self.query, self.send]


def opened_quotes_html(workspace: Workspace, quotes: Sequence[Quote], *, number: int, language: str) -> str:
    """The reader at the passage of the first quote, with all quotes of that passage marked."""
    first = quotes[0]
    return opened_passage_html(
        first.passage,
        workspace.passages_of(document_id(first.passage)),
        source=number,
        quote=first.text,
        spans=marks_of(first.passage, quotes),
        language=language,
    )


def _focused_html(name: str) -> gr.HTML:
    return gr.HTML("", elem_id=name, js_on_load=FORWARD_CLICKS + _KEEP_FOCUS, apply_default_css=False)


def _query_field(language: str) -> dict[str, Any]:
    return {"label": say("lessons.query", language), "placeholder": say("lessons.placeholder", language)}
