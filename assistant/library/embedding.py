"""Turns texts into vectors with a sentence-transformers model from a local folder.

The only place that knows sentence-transformers and torch. It loads nothing from a network and nothing before the
first use. LangChain's `Embeddings` interface, plus arrays for our own index: lists of Python floats would take
longer to make than the vectors themselves.
"""

import copy
import hashlib
import json
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import EmbedderFailed

# Below this cosine to full precision, half precision is not used.
FAITHFUL = 0.999
# Texts in one call of the model. Small batches stay in the processor's cache (8 is a fifth faster than 32), and a
# question has to wait for one.
BATCH = 8
# Seconds after a question before the next batch of passages, and the most that a batch waits for that.
COURTESY, PATIENCE = 0.5, 5.0
_PROBES = (
    "Der Betriebsrat stimmt dem Pilotbetrieb zu.",
    "Recall of at least 0.9 on the held-out test set by the end of Q3 2027.",
    "Die Datenqualität im CRM wird bis zum 30.06.2027 von 71 % auf 95 % vollständige Stammdaten gebracht. " * 4,
    "Drift",
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EmbedderDescription:
    """What is known of an embedder before it is loaded. `languages` are those it was trained for; the prefixes stand
    before every question and passage, as the model's authors demand."""

    name: str
    folder: Path
    languages: tuple[str, ...]
    question_prefix: str = ""
    passage_prefix: str = ""

    @property
    def revision(self) -> str:
        """The first 12 hex digits of the weights' SHA-256; raises EmbedderFailed where there are none."""
        try:
            with (self.folder / "model.safetensors").open("rb") as weights:
                return hashlib.file_digest(weights, "sha256").hexdigest()[:12]
        except OSError as error:
            raise EmbedderFailed(name=self.name, detail=error.strerror or str(error)) from error

    @property
    def dimension(self) -> int:
        """Length of a vector, from the model's configuration; raises EmbedderFailed where there is none."""
        try:
            return int(json.loads((self.folder / "config.json").read_text(encoding="utf-8"))["hidden_size"])
        except (OSError, ValueError, KeyError) as error:
            raise EmbedderFailed(name=self.name, detail=str(error)) from error

    def understands(self, language: str) -> bool:
        """Whether it was trained for a language."""
        return language in self.languages


class Turns:
    """One caller at a time, urgent ones first: tokenizers must not be used by two threads at once, and of two embedders
    in one process the one that answers questions must not wait for the one that indexes. `cores` are those that torch
    would use by itself, 0 while unknown."""

    def __init__(self) -> None:
        self.cores = 0
        self._free = threading.Condition()
        self._busy, self._urgent, self._asked = False, 0, -COURTESY

    @contextmanager
    def taken(self, urgent: bool) -> Iterator[None]:
        """Waits for its turn."""
        with self._free:
            if not urgent:
                self._let_questions_pass()
            self._urgent += urgent
            self._free.wait_for(lambda: not self._busy and (urgent or not self._urgent))
            self._urgent -= urgent
            self._busy = True
        try:
            yield
        finally:
            with self._free:
                self._busy = False
                if urgent:
                    self._asked = time.monotonic()
                self._free.notify_all()

    def _let_questions_pass(self) -> None:
        """An answer needs the embedder several times: a batch that slipped in between would hold it up each time."""
        latest = time.monotonic() + PATIENCE
        while (left := min(latest, self._asked + COURTESY) - time.monotonic()) > 0:
            self._free.wait(left)


class LocalEmbeddings(Embeddings):
    """An embedder, loaded on first use; safe to call from several threads, one at a time works. Embedders that work
    side by side share their `turns`."""

    def __init__(self, description: EmbedderDescription, turns: Turns | None = None) -> None:
        self.description, self.turns = description, turns or Turns()
        self._model: Any = None
        self._lock = threading.Lock()
        self._set_threads: Callable[[int], None] = lambda threads: None

    def load(self) -> None:
        """Loads the model if it is not loaded yet; raises EmbedderFailed."""
        with self._lock:
            if self._model is None:
                self._model = self._loaded()

    def _loaded(self) -> Any:
        # Loaded on first use: torch and transformers take about five seconds to import.
        import torch
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.base.modules import Normalize
        from sentence_transformers.sentence_transformer.modules import Pooling
        from transformers.utils import logging as transformers_logging

        from assistant.library.embedding_by_language import ENGLISH_WEIGHTS, EncoderByLanguage

        transformers_logging.disable_progress_bar()
        self._set_threads, self.turns.cores = torch.set_num_threads, self.turns.cores or torch.get_num_threads()
        folder, dimension = self.description.folder, self.description.dimension
        try:
            if (folder / ENGLISH_WEIGHTS).exists():
                parts = [EncoderByLanguage(folder), Pooling(dimension), Normalize()]
                model = SentenceTransformer(modules=parts, device="cpu")
            else:
                model = SentenceTransformer(
                    str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
                )
        except (OSError, KeyError, ValueError, RuntimeError, SafetensorError) as error:
            raise EmbedderFailed(name=self.description.name, detail=str(error)) from error
        found = int(model.get_embedding_dimension())
        if found != dimension:
            raise EmbedderFailed(name=self.description.name, detail=f"{found} dimensions")
        return _in_half_precision(model.eval(), torch.bfloat16)

    def encode_passages(self, texts: Sequence[str], *, urgent: bool = False) -> np.ndarray:
        """float32 [len(texts), dimension], rows of length 1. Sorted by length inside: long calls are the fast ones.

        Between two batches it lets waiting questions and `urgent` calls go first.
        """
        vectors = np.zeros((len(texts), self.description.dimension), np.float32)
        in_order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(texts), BATCH):
            places = in_order[start : start + BATCH]
            batch = [self.description.passage_prefix + texts[place] for place in places]
            vectors[places] = self._encode(batch, urgent=urgent)
        return vectors

    def encode_question(self, text: str) -> np.ndarray:
        """float32 [dimension], of length 1. Waits for one batch of passages at most."""
        return self._encode([self.description.question_prefix + text], urgent=True)[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface."""
        return self.encode_passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """LangChain's interface."""
        return self.encode_question(text).tolist()

    def _encode(self, texts: list[str], *, urgent: bool) -> np.ndarray:
        self.load()
        # A question typed in a terminal may hold half a character, which the tokenizer refuses.
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        with self.turns.taken(urgent):
            # One thread for what somebody waits for: on a busy machine torch's threads wait for each other at every
            # layer, and a question of 10 ms was seen to take a second. Batches of passages use every core.
            self._set_threads(1 if urgent else self.turns.cores)
            return _encode(self._model, whole)


def _encode(model: Any, texts: Sequence[str]) -> np.ndarray:
    vectors = model.encode(list(texts), batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)
    exact = vectors.float().cpu().numpy().reshape(len(texts), -1)
    # Half precision leaves lengths between 0.998 and 1.002; cosines need 1.
    return np.ascontiguousarray(exact / np.linalg.norm(exact, axis=1, keepdims=True))


def _in_half_precision(model: Any, half: Any) -> Any:
    """The model in bf16 where this CPU computes bf16 and the vectors stay the same, else unchanged."""
    if not has_bf16(Path("/proc/cpuinfo")):
        return model
    halved = copy.deepcopy(model).to(half)  # a copy, because rounded weights cannot be made exact again
    cosine = float((_encode(model, _PROBES) * _encode(halved, _PROBES)).sum(axis=1).min())
    _log.info("bf16: lowest cosine to full precision %.5f", cosine)
    return halved if cosine >= FAITHFUL else model


def has_bf16(cpuinfo: Path) -> bool:
    """Whether the CPU multiplies bf16 itself; elsewhere torch emulates it, which is slower than full precision."""
    try:
        flags = cpuinfo.read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return bool(re.search(r"\b(avx512_bf16|amx_bf16|bf16)\b", flags))
