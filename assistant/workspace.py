"""Opens everything and joins it: the one place where the parts meet, and the public Python API.

One process holds the indexes of a data folder at a time (the page, or a command). A second process may still ingest:
it writes to the store, and the holder brings its indexes level. Nothing here is worded for a reader.
"""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Event, Finished, Mode, Waiting
from assistant.asking import Asked, events
from assistant.background import Background, Step
from assistant.budget import Effort
from assistant.conversation import Turn
from assistant.conversation_store import ConversationStore
from assistant.conversing import Conversing
from assistant.days import iso_day
from assistant.errors import DataInUse
from assistant.folder_lock import try_lock
from assistant.goal_store import GoalStore
from assistant.goals.criteria import GoalCheck, Source
from assistant.goals.rewrite import GoalRewrite
from assistant.learning import LessonsFound
from assistant.lending import Lending
from assistant.lesson_wording import LessonWording, Worded
from assistant.lessons.capture import LessonForm, file_name, to_markdown
from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.library.documents import DocumentReader
from assistant.library.embedding import EmbedderDescription
from assistant.library.indexing import CatchingUpStopped, Indexes
from assistant.library.indexing import Progress as IndexProgress
from assistant.library.ingesting import IngestReport, Progress, synchronise
from assistant.library.page_images import PageImage, PageImages
from assistant.library.searching import PassageRetriever
from assistant.live_models import LiveModels, Opening, coming_description
from assistant.manifest import StoredDocument
from assistant.models.catalogue import ChatModelDescription, starter_chat_model, starter_embedder
from assistant.models.machine import usable_cores
from assistant.models.opening import Access
from assistant.models.remote import RemoteChatModel
from assistant.models.shelf import ModelShelf
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.prompts import Prompts
from assistant.retrieval import open_retrieval
from assistant.rewriting import GoalEvent, Reworded, letter_meanings
from assistant.risk_store import RiskStore
from assistant.risk_wording import RiskEvent, RiskWording
from assistant.risks.proposal import RiskProposal
from assistant.status import Status
from assistant.store import Store
from assistant.telemetry import silence_libraries
from assistant.uploads import UPLOADS, Placed, free_name, upload_folder, written
from assistant.writing import Writing, writing

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
# Past goals given to the model as examples of this house.
PAST_GOALS = 2
# How often the holder of the indexes looks for changes that another process has made, in seconds.
LOOK_FOR_CHANGES = 2.0


class Workspace:
    """A data folder with everything opened over it; use open_workspace()."""

    def __init__(
        self,
        data_dir: Path,
        *,
        chat_model: ChatModelDescription | RemoteChatModel,
        embedder: EmbedderDescription,
        threads: int,
        access: Access,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.store = Store(self.data_dir / "assistant.sqlite")
        self._lock = try_lock(self.data_dir / "indexes.lock")
        self._leveling = threading.Lock()
        self._progress: tuple[int, int] | None = None
        self._background, self._page_images = Background(), PageImages()
        self.prompts = Prompts(PROMPTS)
        self.goals, self.conversations = GoalStore(self.store.database), ConversationStore(self.store.database)
        self.risks = RiskStore(self.store.database)
        shelf = ModelShelf(self.data_dir, fixed=access.fixed)
        if self._lock is not None:
            self.conversations.interrupt_running()  # without the lock another process may be answering
        coming, held = coming_description(shelf), self._lock is not None
        retrieval = open_retrieval(embedder, self.store, self.data_dir, coming=coming, held=held)
        self._lending = Lending(writing(retrieval, None, self.prompts))
        opening = Opening(chat_model, threads, self.prompts, self._leveling)
        self.models = LiveModels(shelf, access, self._lending, opening)
        self.conversing = Conversing(self.conversations, self.stream)

    # --- opening and closing ---

    def load(self) -> None:
        """Loads the embedder and brings the indexes level, then loads the chat model. Raises what fails."""
        self.load_search()
        self.load_catalogues()
        self.load_model()

    def load_catalogues(self) -> None:
        """Makes uses of AI and modes recognisable by meaning; the embedder must be loaded."""
        self._lending.current.retrieval.prepare()

    def load_search(self, progress: IndexProgress = lambda done, total: None) -> None:
        """Loads the embedder and brings the indexes level; raises DataInUse, EmbedderFailed."""
        self._held().load()
        self.catch_up(progress)

    def behind(self) -> bool:
        """Whether the indexes lack what the store has; False where another process holds them."""
        indexes = self._lending.current.retrieval.indexes
        return indexes is not None and indexes.behind()

    def load_model(self) -> None:
        """Loads the chat model and evaluates the beginning of its prompt; raises ModelMissing, ModelFailed."""
        self._held()
        self.models.chat.load()

    def start(self, documents: Sequence[Path] = ()) -> None:
        """In the background: reads the documents, loads the models and keeps the indexes level with the store.

        Raises DataInUse at once; what fails later is found in status().
        """
        self._held()
        steps: list[Step] = [
            ("documents", lambda: self._read(documents)),
            ("embedder", self.load_search),
            ("embedder", self.load_catalogues),
            ("model", self.load_model),
            ("risks", lambda: self._lending.current.retrieval.risks.prepare()),
            ("models", self.models.resume),
        ]
        self._background.start(steps, then=("documents", self.catch_up), every=LOOK_FOR_CHANGES)

    def _read(self, documents: Sequence[Path]) -> None:
        self.ingest(documents)
        self.catch_up()  # words can be searched before the embedder is there

    def close(self) -> None:
        """Stops the background work and releases all files."""
        self.conversing.close()
        self._background.close()
        self.models.close()
        self._page_images.close()
        indexes = self._lending.current.retrieval.indexes
        if indexes is not None:
            indexes.close()
        self.store.close()
        if self._lock is not None:
            self._lock.close()

    # --- documents ---

    def ingest(
        self, paths: Sequence[Path | str], *, progress: Progress = lambda done, total, name: None
    ) -> IngestReport:
        """Makes store and indexes match the paths; raises PathMissing. Without the indexes' lock only the store is
        written, and the process that holds it follows."""
        start = time.monotonic()
        with DocumentReader() as reader:
            report = synchronise([Path(path) for path in paths], self.store, reader=reader, progress=progress)
        report.seconds = time.monotonic() - start
        return report

    def catch_up(self, progress: IndexProgress = lambda done, total: None) -> None:
        """Brings the indexes level with the store; quick when they are."""
        self._held()

        def note(done: int, total: int) -> None:
            if self._background.closing:
                raise CatchingUpStopped
            self._progress = (done, total) if done < total else None
            progress(done, total)

        with self._leveling, suppress(CatchingUpStopped):
            indexes = self._held()
            if not self._background.closing and indexes.behind():
                indexes.catch_up(note)

    def upload(self, file: Path, *, project: str, kind: Kind) -> IngestReport:
        """Copies a file into the data folder, under its project and kind, and reads it. One that cannot be read is
        not kept, and an earlier one of the same name stays as it was."""
        with Placed(file, upload_folder(self.data_dir, project, kind)) as placed:
            report = self.ingest([placed.path])
            placed.kept = not report.unreadable
        return report

    def documents(self) -> list[StoredDocument]:
        """All documents with their number of passages."""
        return self.store.documents()

    def passages_of(self, document_id: int) -> list[Passage]:
        """The passages of a document in reading order."""
        return self.store.passages_of(document_id)

    def page_image(self, passage: Passage, quotes: Sequence[str]) -> PageImage:
        """The page of a stored PDF that a passage begins on, with the boxes of the quotes; raises PageNotShown."""
        return self._page_images.image_of(passage, quotes, documents=self.store.documents())

    def delete(self, document: StoredDocument) -> None:
        """Removes a document from store and indexes; an uploaded file is deleted, any other file stays."""
        assert document.id is not None
        if self.is_upload(document):
            Path(document.path).unlink(missing_ok=True)
        self.store.remove(document.id)

    def is_upload(self, document: StoredDocument) -> bool:
        """Whether the file lies in the data folder, brought there by an upload."""
        return Path(document.path).is_relative_to(self.data_dir / UPLOADS)

    def projects(self) -> list[str]:
        """The names of all projects."""
        return self.store.projects()

    # --- questions ---

    def search(
        self,
        query: str,
        limit: int = 6,
        project: str | None = None,
        kind: Kind | str | None = None,
        since: str | None = None,
    ) -> list[Passage]:
        """The best passages for a query; raises QuestionEmpty, DateInvalid, DataInUse."""
        self._held()
        only = Filter(project or None, kinds=(Kind(kind),) if kind else (), since=iso_day(since) if since else None)
        with self._lending.lent() as lent:
            assert lent.retrieval.search is not None
            return lent.retrieval.search.passages(query, limit=limit, only=only)

    def retriever(self, limit: int = 6) -> PassageRetriever:
        """The search as a LangChain retriever."""
        self._held()
        return PassageRetriever(search=self.search, limit=limit)

    def stream(
        self,
        question: str,
        mode: Mode | str = Mode.AUTO,
        history: Sequence[Turn] = (),
        *,
        only: Filter = EVERYTHING,
        effort: Effort | str = Effort.SHORT,
    ) -> Iterator[Event]:
        """The answer as events: Evidence, Planned where a model will write, Waiting and Piece, then Finished. Closing
        it stops the model. AUTO recognises what is wanted; Evidence and Answer say what was taken. Raises DataInUse;
        the first event raises QuestionEmpty and QuestionTooLong, GoalEmpty and GoalTooLong."""
        self._held()
        asked = Asked(question, Mode(mode), history, only, Effort(effort))
        return self._lending.stream(
            lambda lent: events(asked, lent, self.projects, goal=partial(self._goal, lent), propose=self.propose_risks)
        )

    def answer(self, question: str, mode: Mode | str = Mode.AUTO, history: Sequence[Turn] = (), **more: Any) -> Answer:
        """The finished answer; takes what stream() takes."""
        *_, last = self.stream(question, mode, history, **more)
        assert isinstance(last, Finished)
        return last.answer

    # --- lessons ---

    def lessons(
        self, query: str, chosen: Facets = ONLY_LESSONS, *, since: str | None = None, limit: int = 10
    ) -> LessonsFound:
        """Lessons as cards, an empty query gives the newest; raises DateInvalid, DataInUse."""
        self._held()
        with self._lending.lent() as lent:
            assert lent.retrieval.learning is not None
            return lent.retrieval.learning.lessons(query, chosen, since=iso_day(since) if since else None, limit=limit)

    @property
    def lesson_wording(self) -> LessonWording:
        """What words lessons now; word_lesson() keeps the model open while it is used."""
        return self._lending.current.lesson_wording

    def word_lesson(self, form: LessonForm, quotes: Sequence[str]) -> Iterator[Waiting | Worded]:
        """A lesson worded by a model where one can. Closing it stops the model."""
        return self._lending.stream(lambda lent: lent.lesson_wording.stream(form, quotes))

    def capture_lesson(self, form: LessonForm) -> IngestReport:
        """Keeps a lesson as a document beside those of the same title; raises LessonIncomplete, DateInvalid."""
        folder = upload_folder(self.data_dir, form.project, Kind.LESSON)
        with written(free_name(folder, file_name(form)), to_markdown(form)) as file:
            return self.upload(file, project=form.project, kind=Kind.LESSON)

    # --- goals ---

    def check_goal(self, text: str, *, project: str | None = None) -> GoalCheck:
        """What a goal says and what it lacks; raises GoalEmpty and GoalTooLong."""
        with self._lending.lent() as lent:
            return lent.rewriting.check(text, project=project)

    def stream_goal(
        self, text: str, answers: Mapping[str, str] | None = None, *, project: str | None = None
    ) -> Iterator[GoalEvent]:
        """Checked, the rules' sentence as Reworded, then the model's where it can write the goal's language and its
        wording stands. `answers` fill the slots of the questions. Closing it stops the model."""
        return self._lending.stream(lambda lent: self._goal(lent, text, answers, project=project))

    def _goal(
        self, lent: Writing, text: str, answers: Mapping[str, str] | None = None, *, project: str | None
    ) -> Iterator[GoalEvent]:
        past = [goal.text for goal in self.goals.goals(project)[-PAST_GOALS:]]
        return lent.rewriting.rewrite(text, answers, project=project, past=past)

    def rewrite_goal(
        self, text: str, answers: Mapping[str, str] | None = None, *, project: str | None = None
    ) -> GoalRewrite:
        """The finished rewrite."""
        *_, last = self.stream_goal(text, answers, project=project)
        assert isinstance(last, Reworded)
        return last.rewrite

    # --- risks ---

    def propose_risks(self, description: str, *, project: str | None = None) -> list[RiskProposal]:
        """At most 12 risks that fit a description or a goal, best first; without those that the project's register has
        already. Raises DescriptionEmpty and DescriptionTooLong."""
        known = [risk.text for risk in self.risks.risks(project)] if project else []
        with self._lending.lent() as lent:
            if lent.retrieval.ready and not self._background.started:  # else it prepares, and words do until then
                lent.retrieval.risks.prepare()
            return lent.retrieval.proposing.propose(description, project=project, known=known)

    def stream_risks(self, description: str, *, project: str | None = None) -> Iterator[RiskEvent]:
        """Proposed by rules, then worded and merged by a model where one can. Closing it stops the model."""
        return self.word_risks(self.propose_risks(description, project=project), description)

    @property
    def risk_wording(self) -> RiskWording:
        """What words risks now; word_risks() keeps the model open while it is used."""
        return self._lending.current.risk_wording

    def word_risks(self, proposals: Sequence[RiskProposal], description: str) -> Iterator[RiskEvent]:
        """The proposals, worded and merged by a model where one can. Closing it stops the model."""
        return self._lending.stream(lambda lent: lent.risk_wording.stream(proposals, description))

    def letter_meanings(self, language: str) -> dict[str, Source]:
        """What S, M, A, R and T mean, quoted from the methodology; letters it says nothing of are left out."""
        with self._lending.lent() as lent:
            return letter_meanings(lent.retrieval.search, language) if lent.retrieval.search else {}

    def status(self) -> Status:
        """What is ready and what is being done."""
        return Status(
            documents=self.store.count_documents(),
            passages=self.store.count_passages(),
            indexing=self._progress,
            **self.models.status(self._background.failures),
        )

    @property
    def holds_indexes(self) -> bool:
        """Whether this process may search; another one may hold the data folder."""
        return self._lending.current.retrieval.indexes is not None

    @property
    def indexes(self) -> Indexes:
        """The indexes, for measurements; raises DataInUse."""
        return self._held()

    def _held(self) -> Indexes:
        indexes = self._lending.current.retrieval.indexes
        if indexes is None:
            raise DataInUse(folder=self.data_dir)
        return indexes


@contextmanager
def open_workspace(
    data_dir: Path | str | None = None,
    *,
    chat_model: ChatModelDescription | RemoteChatModel | None = None,
    embedder: EmbedderDescription | None = None,
    threads: int | None = None,
    access: Access | None = None,
) -> Iterator[Workspace]:
    """The workspace of a data folder (default ./data), closed at the end. Models load with load() or start()."""
    silence_libraries()
    workspace = Workspace(
        Path(data_dir or "data"),
        chat_model=chat_model or starter_chat_model(),
        embedder=embedder or starter_embedder(),
        threads=threads or usable_cores(),
        access=access or Access(),
    )
    try:
        yield workspace
    finally:
        workspace.close()
