"""What one browser tab knows of the lessons: the search, the form for a lesson, and the candidates of a document with
what a model words of them.

It renders nothing and knows no widget.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from assistant.answer import Waiting
from assistant.errors import AssistantError
from assistant.learning import LessonsFound
from assistant.lesson_wording import FIELDS, Worded
from assistant.lessons.candidates import Candidate
from assistant.lessons.capture import LessonForm
from assistant.lessons.facets import NAMES, ONLY_LESSONS, Facets

# Cards shown at first, and more of them at a time.
PAGE = 10
# Hits kept of a search; what comes after them fits hardly.
MOST_HITS = 60


@dataclass
class LessonSearch:
    """A search: what was asked and chosen, what was found, and how many cards are shown. `unfolded` says that the
    facets are open on a narrow screen. `found` is None before the first search."""

    query: str = ""
    chosen: Facets = ONLY_LESSONS
    found: LessonsFound | None = None
    shown: int = PAGE
    unfolded: bool = False
    error: AssistantError | None = None

    def choose(self, name: str, value: str) -> None:
        """Chooses a value of a facet; the one chosen already is taken back. What no card has stays unchosen."""
        if name not in NAMES:
            return
        offered = self.found.counts.get(name, {}) if self.found else {}
        taken_back = getattr(self.chosen, name) == value
        if taken_back or value in offered:
            self.chosen = replace(self.chosen, **{name: None if taken_back else value})
            self.shown, self.unfolded = PAGE, False

    @property
    def limit(self) -> int:
        """How many cards a search is to bring: all worth showing, without a query as many as are shown."""
        return MOST_HITS if self.query.strip() else self.shown

    @property
    def fitting(self) -> int:
        """How many cards fit the choice; without a query how many documents do."""
        if self.found is None:
            return 0
        if self.found.query:
            return len(self.found.cards)
        kinds = self.found.counts["kind"]
        return kinds.get(self.chosen.kind, 0) if self.chosen.kind else sum(kinds.values())


@dataclass
class FormSession:
    """A form for a lesson. `draft` is what it was opened with, None where it is closed; `pending` is what the summary
    shows and a confirmation stores. `stored` counts the lessons stored with it."""

    draft: LessonForm | None = None
    pending: LessonForm | None = None
    stored: int = 0


@dataclass
class RewordingSession:
    """A model's words for the lesson in the form. `shown` is what we have put into its fields, `run` numbers the runs,
    `writing` says that a model is at work. `worded` is what it wrote, `taken` and `kept` are the fields its words went
    into and those that somebody had changed; `fresh` says that it is not in the form yet."""

    shown: dict[str, str] = field(default_factory=dict)
    run: int = 0
    writing: bool = False
    worded: Worded | None = None
    fresh: bool = False
    taken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def open(self, draft: LessonForm | None) -> None:
        """Another lesson is in the form, or none: what a model still writes is no longer wanted."""
        self.stop()
        self.shown = {name: getattr(draft, name) for name in FIELDS} if draft else {}
        self.worded, self.fresh, self.taken, self.kept = None, False, (), ()

    def stop(self) -> None:
        """What a model writes, or has written and is not in the form yet, is no longer wanted."""
        self.run += 1
        self.writing = False
        if self.fresh:
            self.worded, self.fresh = None, False

    def begin(self) -> int:
        """A model is to word the lesson; returns the number of the run."""
        self.stop()
        self.writing = True
        return self.run

    def words(self, events: Generator[Waiting | Worded, None, None], run: int) -> Iterator[None]:
        """Takes what a model writes, step by step; a later run drops it. Closing it stops the model."""
        try:
            with closing(events):
                for event in events:
                    if self.run != run:
                        return
                    if isinstance(event, Worded):
                        self.worded, self.fresh = event, True
                    yield
        finally:
            if self.run == run:
                self.writing = False

    def fill(self, form: LessonForm, entries: Mapping[str, str]) -> dict[str, str]:
        """The fields that are to be filled with a lesson's words, given what stands in the form: none that somebody
        has changed."""
        new = {name: getattr(form, name) for name in self.shown if getattr(form, name) != self.shown[name]}
        self.kept = tuple(name for name in new if _plain(entries.get(name)) != _plain(self.shown[name]))
        filled = {name: text for name, text in new.items() if name not in self.kept}
        self.shown |= filled
        self.taken, self.fresh = tuple(filled), False
        return filled


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


@dataclass
class CandidateSession:
    """The candidates of one document. `ticked`, `rejected` and `stored` are places in `found`; `queue` are the ticked
    ones that wait to be looked over, each a lesson of one or several, the first in the form."""

    search: str = ""
    document: int | None = None
    title: str = ""
    found: Sequence[Candidate] = ()
    ticked: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)
    stored: set[int] = field(default_factory=set)
    queue: list[tuple[int, ...]] = field(default_factory=list)

    def open(self, document: int, title: str, found: Sequence[Candidate], stored: set[int]) -> None:
        """Shows the candidates of another document."""
        self.document, self.title, self.found, self.stored = document, title, found, stored
        self.ticked, self.rejected, self.queue = set(), set(), []

    def tick(self, place: int) -> None:
        """Ticks a candidate, or takes it back."""
        if 0 <= place < len(self.found) and place not in self.stored | self.rejected:
            self.ticked ^= {place}

    def reject(self, place: int) -> None:
        """Puts a candidate away, or back."""
        if 0 <= place < len(self.found) and place not in self.stored:
            self.rejected ^= {place}
            self.ticked.discard(place)

    def begin(self, *, together: bool) -> None:
        """The ticked ones wait to be looked over, each alone or all as one lesson."""
        ticked = tuple(sorted(self.ticked))
        self.queue = [ticked] if together and ticked else [(place,) for place in ticked]

    def next(self, *, stored: bool) -> None:
        """The first of those that wait has been stored, or passed over."""
        done = set(self.queue.pop(0)) if self.queue else set()
        self.ticked -= done
        if stored:
            self.stored |= done


@dataclass
class LessonSession:
    """All that one browser tab knows of the lessons; each form has its own state, so that none loses what is typed."""

    search: LessonSearch = field(default_factory=LessonSearch)
    capture: FormSession = field(default_factory=FormSession)
    candidates: CandidateSession = field(default_factory=CandidateSession)
    candidate_form: FormSession = field(default_factory=FormSession)
    rewording: RewordingSession = field(default_factory=RewordingSession)
