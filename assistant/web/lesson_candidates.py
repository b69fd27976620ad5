"""The tab for what minutes and retrospectives may have to teach: choose a document, tick, look over, confirm.

Rules find the candidates, a model may word them; each becomes a lesson only after somebody has confirmed its summary.
"""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from assistant.lessons.candidates import Candidate, as_form, candidates
from assistant.lessons.capture import LessonForm
from assistant.lessons.card import Quote
from assistant.manifest import StoredDocument
from assistant.passages import Kind
from assistant.web.candidate_list import candidates_html, documents_html
from assistant.web.chat import QUICK, Updates, html_of
from assistant.web.document_list import notice_html
from assistant.web.exchanges import Session, integer
from assistant.web.following import followed_html
from assistant.web.lesson_capture import stored_html
from assistant.web.lesson_form import LessonFormPanel, heading_html
from assistant.web.lesson_rewording import LessonRewording
from assistant.web.lesson_search import opened_quotes_html
from assistant.web.lesson_session import CandidateSession
from assistant.web.wording import say
from assistant.workspace import Workspace


class LessonCandidatesTab:
    """The widgets and what their events do. The click on `notice` that leads to a stored lesson is the business of the
    tab around it."""

    def __init__(self, workspace: Workspace, reader: gr.HTML, language: str) -> None:
        self._workspace, self._reader = workspace, reader
        with gr.Row(elem_classes="candidates-row", equal_height=False):
            with gr.Column(elem_classes="minutes-side", min_width=240):
                self.search = gr.Textbox("", **_search_field(language), max_lines=1, elem_id="minutes-search")
                self.documents = html_of("minutes", "")
            with gr.Column(elem_classes="candidates-side", min_width=300):
                self.notice = html_of("candidates-notice", "")
                self.list = followed_html("candidates")
                self.form = LessonFormPanel(workspace, "candidate", language, visible=False, cancel="candidates.skip")
                self.rewording = LessonRewording(workspace, self.form, language)

    def connect(self, session: gr.State) -> None:
        """Makes the widgets do something."""
        form = self.form
        # `change`, not `input`: a search that is pasted in one go raises no `input` event.
        self.search.change(self.find, [self.search, session], self.documents, trigger_mode="always_last", **QUICK)
        self.documents.click(self.open, session, self.drawn, **QUICK)
        self.list.click(self.act, session, [*self.drawn, self._reader], trigger_mode="multiple", **QUICK)
        form.next.click(self.summarise, [*form.inputs, session], self.drawn, **QUICK)
        form.confirm.click(self.save, session, self.drawn, **QUICK)
        form.back.click(form.fields_again, None, self.drawn, **QUICK)
        form.cancel.click(self.skip, session, self.drawn, **QUICK)
        self.rewording.connect(session)

    # --- events ---

    def shown(self, session: Session) -> Updates:
        """The tab has been opened."""
        return {self.documents: self._listed(session), self.list: candidates_html(_state(session), session.language)}

    def find(self, search: str, session: Session) -> str:
        """The documents that match."""
        _state(session).search = search or ""
        return self._listed(session)

    def open(self, session: Session, event: gr.EventData) -> Updates:
        """Looks a document through; what waits in the form is put away."""
        number = integer((event._data or {}).get("document"))
        documents = self._workspace.documents()
        document = next((each for each in documents if each.id == number), None)
        if document is None:
            return {
                self.notice: notice_html(say("reader.gone", session.language)),
                self.documents: self._listed(session),
            }
        found = candidates(self._workspace.passages_of(number))
        stored = self._stored_before(document, found, documents)
        _state(session).open(number, document.title, found, stored)
        return self._drawing(session) | self._closed(session)

    def _stored_before(
        self, document: StoredDocument, found: Sequence[Candidate], documents: Sequence[StoredDocument]
    ) -> set[int]:
        """The candidates whose words stand already in a lesson that names this document as its source."""
        lessons = (
            each
            for each in documents
            if each.kind is Kind.LESSON and (each.attributes or {}).get("source") == document.name
        )
        texts = [passage.text for lesson in lessons for passage in self._workspace.passages_of(lesson.id or 0)]
        known = " ".join(" ".join(texts).split())
        return {place for place, candidate in enumerate(found) if candidate.text in known}

    def act(self, session: Session, event: gr.EventData) -> Updates:
        """Ticks, puts away or opens a candidate, or begins with those that are ticked."""
        data, state = event._data or {}, _state(session)
        action, place = data.get("action"), integer(data.get("candidate"))
        if action == "source" and place < len(state.found):
            candidate = state.found[place]
            return {self._reader: self._opened(candidate, place, session)}
        if action == "tick":
            state.tick(place)
        elif action == "reject":
            state.reject(place)
        elif action in ("each", "together"):
            state.begin(together=action == "together")
            return self._next(session, "")
        return {self.list: candidates_html(state, session.language), self.notice: ""}

    def _opened(self, candidate: Candidate, place: int, session: Session) -> str:
        quote = Quote(candidate.passage.text[candidate.start : candidate.end], candidate.passage)
        return opened_quotes_html(self._workspace, [quote], number=place + 1, language=session.language)

    def summarise(self, *values: Any) -> Updates:
        """Reads the form; shows what would be stored, or what is to be put right."""
        *entries, session = values
        updates = self.form.summarised(session.lessons.candidate_form, entries, session.language)
        # What a model still writes must not go behind the summary.
        return updates | self.rewording.halt(session) if session.lessons.candidate_form.pending else updates

    def save(self, session: Session) -> Updates:
        """Stores what the summary shows; the next one that waits comes into the form."""
        return self.form.stored(
            session.lessons.candidate_form, session.language, lambda form: self._saved(form, session)
        )

    def _saved(self, form: LessonForm, session: Session) -> Updates:
        _state(session).next(stored=True)
        return self._next(session, stored_html(form.title, session.language))

    def skip(self, session: Session) -> Updates:
        """The one in the form is passed over; it stays among the candidates."""
        _state(session).next(stored=False)
        return self._next(session, "")

    def _next(self, session: Session, notice: str) -> Updates:
        """The first that waits comes into the form; without one the form is put away."""
        state, form = _state(session), session.lessons.candidate_form
        if not state.queue:
            return self._drawing(session) | self._closed(session) | {self.notice: notice}
        draft = as_form([state.found[place] for place in state.queue[0]])
        opened = self.form.opened(form, draft, _heading(session), session.language)
        worded = self.rewording.opened(session, draft)
        return self._drawing(session) | opened | worded | {self.notice: notice}

    def _closed(self, session: Session) -> Updates:
        return self.form.closed(session.lessons.candidate_form) | self.rewording.opened(session, None)

    # --- drawing ---

    def _drawing(self, session: Session) -> Updates:
        """The documents and the candidates as they stand; while the form is open it has the place of the candidates."""
        state = _state(session)
        waiting = bool(state.queue)
        return {
            self.notice: "",
            self.documents: self._listed(session),
            self.list: "" if waiting else candidates_html(state, session.language),
        }

    def _listed(self, session: Session) -> str:
        return documents_html(self._workspace.documents(), _state(session), session.language)

    def words(self, session: Session) -> Updates:
        """All texts in the session's language; what was typed and ticked stays."""
        form, language = session.lessons.candidate_form, session.language
        drawn = self._drawing(session) if _state(session).document is not None else {self.notice: ""}
        heading = _heading(session) if form.draft else ""
        drawn |= self.form.words(form, heading, language) | self.rewording.drawing(session)
        return drawn | {self.search: gr.update(**_search_field(language))}

    @property
    def drawn(self) -> list[gr.components.Component]:
        """All widgets that an event may change."""
        return [self.notice, self.documents, self.list, *self.form.outputs, *self.rewording.drawn]

    @property
    def worded(self) -> list[gr.components.Component]:
        """All widgets that words() updates."""
        return list(dict.fromkeys([*self.drawn, *self.form.worded, self.search]))


def _state(session: Session) -> CandidateSession:
    return session.lessons.candidates


def _heading(session: Session) -> str:
    """How many of the ticked ones are still to come, and where the one in the form comes from."""
    state, language = session.lessons.candidates, session.language
    left = len(state.queue) - 1
    title = say("candidates.looking_left", language, n=left) if left > 0 else say("candidates.looking", language)
    source = state.found[state.queue[0][0]].passage.document if state.queue else ""
    name = f"candidate-{state.document}-{state.queue[0] if state.queue else ''}"
    return heading_html(title, name, say("candidates.looking_hint", language, source=source))


def _search_field(language: str) -> dict[str, Any]:
    return {"label": say("candidates.search", language), "placeholder": say("candidates.placeholder", language)}
