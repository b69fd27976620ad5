"""Opens everything and joins it: the one place where the parts meet, and the public Python API.

One process holds the indexes of a data folder at a time (the page, or a command). A second process may still ingest:
it writes to the store, and the holder brings its indexes level. Nothing here is worded for a reader.
"""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answer import Answer, Event, Finished, Mode
from assistant.answering import Answering
from assistant.background import Background, Step
from assistant.budget import Effort
from assistant.conversation import Turn, search_text
from assistant.conversation_store import ConversationStore
from assistant.conversing import Conversing
from assistant.days import iso_day
from assistant.errors import DataInUse
from assistant.folder_lock import try_lock
from assistant.goal_chat import chat_events
from assistant.goal_store import GoalStore
from assistant.goals.criteria import GoalCheck, Source
from assistant.goals.recognising import goal_in
from assistant.goals.rewrite import GoalRewrite
from assistant.kpi_catalogue import KpiCatalogue
from assistant.learning import Learning, LessonsFound
from assistant.lesson_chat import lesson_events
from assistant.lesson_wording import LessonWording
from assistant.lessons.capture import LessonForm, file_name, to_markdown
from assistant.lessons.facets import ONLY_LESSONS, Facets
from assistant.library.documents import DocumentReader
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from assistant.library.indexing import CatchingUpStopped, Indexes
from assistant.library.indexing import Progress as IndexProgress
from assistant.library.ingesting import IngestReport, Progress, synchronise
from assistant.library.page_images import PageImage, PageImages
from assistant.library.searching import PassageRetriever, Search
from assistant.manifest import StoredDocument
from assistant.mode_recognition import ModeRecognition
from assistant.models.catalogue import ChatModelDescription, starter_chat_model, starter_embedder
from assistant.models.local import LocalChatModel
from assistant.models.machine import usable_cores
from assistant.models.remote import RemoteChatModel
from assistant.passages import EVERYTHING, Filter, Kind, Passage
from assistant.prompts import Prompts
from assistant.proposing import Proposing
from assistant.rewriting import GoalEvent, Reworded, Rewriting, letter_meanings
from assistant.risk_catalogue import RiskCatalogue
from assistant.risk_chat import Request, risk_events
from assistant.risk_store import RiskStore
from assistant.risk_wording import RiskEvent, RiskWording
from assistant.risks.proposal import RiskProposal
from assistant.status import Status
from assistant.store import Store
from assistant.telemetry import silence_libraries
from assistant.uploads import UPLOADS, Placed, free_name, upload_folder, written

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
KPIS = Path(__file__).resolve().parent.parent / "knowledge" / "catalogues" / "kpis.yaml"
RISKS, MODES = KPIS.with_name("risks.yaml"), KPIS.with_name("modes.yaml")
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
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.store = Store(self.data_dir / "assistant.sqlite")
        self._lock = try_lock(self.data_dir / "indexes.lock")
        self._embeddings = LocalEmbeddings(embedder)
        self._model: LocalChatModel | RemoteChatModel = (
            chat_model
            if isinstance(chat_model, RemoteChatModel)
            else LocalChatModel(description=chat_model, threads=threads)
        )
        self._indexes: Indexes | None = None
        self._catching_up = threading.Lock()
        self._progress: tuple[int, int] | None = None
        self._ready: set[str] = set()
        self._background, self._page_images = Background(), PageImages()
        self.prompts = Prompts(PROMPTS)
        self.goals, self.conversations = GoalStore(self.store.database), ConversationStore(self.store.database)
        if self._lock is not None:
            self.conversations.interrupt_running()  # without the lock another process may be answering
            self._indexes = Indexes(self.data_dir / "indexes", self.store, self._embeddings)
            self._search = Search(self.store, self._indexes)
            self._answering = Answering(self._search, self.prompts)
            self._learning = Learning(self._search, self.store)
        self.conversing = Conversing(self.conversations, self.stream)
        self._catalogue = KpiCatalogue(KPIS, self._embeddings)
        self._modes = ModeRecognition(MODES, self._embeddings)
        self._rewriting = Rewriting(self._search if self._indexes else None, self.prompts, self._catalogue)
        self.risks = RiskStore(self.store.database)
        self.risk_wording, self.lesson_wording = RiskWording(self.prompts), LessonWording(self.prompts)
        self._risk_catalogue = RiskCatalogue(RISKS, self._embeddings, cache=self.data_dir / "risk_catalogue.npz")
        self._proposing = Proposing(self._search if self._indexes else None, self._risk_catalogue, self._catalogue)

    # --- opening and closing ---

    def load(self) -> None:
        """Loads the embedder and brings the indexes level, then loads the chat model. Raises what fails."""
        self.load_search()
        self.load_catalogues()
        self.load_model()

    def load_catalogues(self) -> None:
        """Makes uses of AI and modes recognisable by meaning; the embedder must be loaded."""
        self._catalogue.prepare()
        self._modes.prepare()

    def load_search(self, progress: IndexProgress = lambda done, total: None) -> None:
        """Loads the embedder and brings the indexes level; raises DataInUse, EmbedderFailed."""
        self._held().load()
        self._ready.add("embedder")
        self.catch_up(progress)

    def behind(self) -> bool:
        """Whether the indexes lack what the store has; False where another process holds them."""
        return self._indexes is not None and self._indexes.behind()

    def load_model(self) -> None:
        """Loads the chat model and evaluates the beginning of its prompt; raises ModelMissing, ModelFailed."""
        self._held()
        self._model.load()
        prompt = self.prompts.fill("answer.system", self._model.description.languages[0])
        self._model.warm_up([SystemMessage(prompt), HumanMessage("")])
        self._answering.writer = self._rewriting.writer = self._model
        self.risk_wording.writer = self.lesson_wording.writer = self._model
        self._ready.add("model")

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
            ("risks", self._risk_catalogue.prepare),
        ]
        self._background.start(steps, then=("documents", self.catch_up), every=LOOK_FOR_CHANGES)

    def _read(self, documents: Sequence[Path]) -> None:
        self.ingest(documents)
        self.catch_up()  # words can be searched before the embedder is there

    def close(self) -> None:
        """Stops the background work and releases all files."""
        self.conversing.close()
        self._background.close()
        self._model.close()
        self._page_images.close()
        with self._catching_up:
            if self._indexes is not None:
                self._indexes.close()
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
        indexes = self._held()

        def note(done: int, total: int) -> None:
            if self._background.closing:
                raise CatchingUpStopped
            self._progress = (done, total) if done < total else None
            progress(done, total)

        with self._catching_up, suppress(CatchingUpStopped):
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
        return self._search.passages(query, limit=limit, only=only)

    def retriever(self, limit: int = 6) -> PassageRetriever:
        """The search as a LangChain retriever."""
        self._held()
        return PassageRetriever(search=self._search, limit=limit)

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
        wanted = self._modes.recognise(question, history) if mode == Mode.AUTO else Mode(mode)
        if wanted is Mode.GOAL:
            return chat_events(self.stream_goal(goal_in(question) or question, project=only.project))
        events = self._answering.answer(question, history, only=only, effort=Effort(effort), mode=wanted)
        if wanted is Mode.RISKS:
            return risk_events(events, Request(question, history, only, self.projects()), self.propose_risks)
        if wanted is Mode.LESSONS:
            return lesson_events(events, search_text(question, history), only, find=self._learning.lessons)
        return events

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
        return self._learning.lessons(query, chosen, since=iso_day(since) if since else None, limit=limit)

    def capture_lesson(self, form: LessonForm) -> IngestReport:
        """Keeps a lesson as a document beside those of the same title; raises LessonIncomplete, DateInvalid."""
        folder = upload_folder(self.data_dir, form.project, Kind.LESSON)
        with written(free_name(folder, file_name(form)), to_markdown(form)) as file:
            return self.upload(file, project=form.project, kind=Kind.LESSON)

    # --- goals ---

    def check_goal(self, text: str, *, project: str | None = None) -> GoalCheck:
        """What a goal says and what it lacks; raises GoalEmpty and GoalTooLong."""
        return self._rewriting.check(text, project=project)

    def stream_goal(
        self, text: str, answers: Mapping[str, str] | None = None, *, project: str | None = None
    ) -> Iterator[GoalEvent]:
        """Checked, the rules' sentence as Reworded, then the model's where it can write the goal's language and its
        wording stands. `answers` fill the slots of the questions. Closing it stops the model."""
        past = [goal.text for goal in self.goals.goals(project)[-PAST_GOALS:]]
        return self._rewriting.rewrite(text, answers, project=project, past=past)

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
        if "embedder" in self._ready and not self._background.started:  # else it prepares, and words do until then
            self._risk_catalogue.prepare()
        known = [risk.text for risk in self.risks.risks(project)] if project else []
        return self._proposing.propose(description, project=project, known=known)

    def stream_risks(self, description: str, *, project: str | None = None) -> Iterator[RiskEvent]:
        """Proposed by rules, then worded and merged by a model where one can. Closing it stops the model."""
        return self.risk_wording.stream(self.propose_risks(description, project=project), description)

    def letter_meanings(self, language: str) -> dict[str, Source]:
        """What S, M, A, R and T mean, quoted from the methodology; letters it says nothing of are left out."""
        return letter_meanings(self._search, language) if self._indexes else {}

    def status(self) -> Status:
        """What is ready and what is being done."""
        return Status(
            documents=self.store.count_documents(),
            passages=self.store.count_passages(),
            embedder=self._state("embedder"),
            model=self._state("model"),
            model_name=self._model.description.name,
            model_languages=self._model.description.languages,
            indexing=self._progress,
            failures=dict(self._background.failures),
        )

    def _state(self, part: str) -> str:
        return "failed" if part in self._background.failures else "ready" if part in self._ready else "loading"

    @property
    def holds_indexes(self) -> bool:
        """Whether this process may search; another one may hold the data folder."""
        return self._indexes is not None

    @property
    def indexes(self) -> Indexes:
        """The indexes, for measurements; raises DataInUse."""
        return self._held()

    def _held(self) -> Indexes:
        if self._indexes is None:
            raise DataInUse(folder=self.data_dir)
        return self._indexes


@contextmanager
def open_workspace(
    data_dir: Path | str | None = None,
    *,
    chat_model: ChatModelDescription | RemoteChatModel | None = None,
    embedder: EmbedderDescription | None = None,
    threads: int | None = None,
) -> Iterator[Workspace]:
    """The workspace of a data folder (default ./data), closed at the end. Models load with load() or start()."""
    silence_libraries()
    workspace = Workspace(
        Path(data_dir or "data"),
        chat_model=chat_model or starter_chat_model(),
        embedder=embedder or starter_embedder(),
        threads=threads or usable_cores(),
    )
    try:
        yield workspace
    finally:
        workspace.close()
