"""Compares embedders on retrieval in one run: recall@1 and @5 within and across German and English.

    python -m training.evaluate --model MiniLM:en=FOLDER --model now=FOLDER [--longest now=384]
        [--xquad XQUAD.de.json XQUAD.en.json] [--questions NAME FILE.jsonl [FOLDER…]] [--whole] [--cache FOLDER]

After a model's name stand the languages it knows, all if none are named: the whole search trusts it there.

XQuAD (Artetxe et al. 2020, arXiv:1910.11856): a question should find its own paragraph among all
paragraphs. A question file has one JSON object a line with "question" and either "passage" (its text; all
passages of the file are searched) or "document" and perhaps "also" (how the paths of the right documents
end; every text file in the folders is read and cut as the product does it, and its best passage counts).
Prints a Markdown table, with --whole also the figures of the product's whole search (training.whole_search),
and passages per second. Does not train.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from assistant.language import LANGUAGES
from assistant.library.documents import parse
from assistant.library.embedding import EmbedderDescription
from assistant.library.embedding_by_language import ENGLISH_WEIGHTS, EncoderByLanguage
from assistant.library.folders import Source
from assistant.library.ingesting import described
from assistant.library.keywords import searchable_text
from assistant.library.searching import Search
from assistant.library.splitting import PassageSplitter
from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.whole_search import Texts, WordsAndVectors, keyword_index, owners_found

LONGEST = 256
TEXT_FILES = {".md", ".txt", ".adoc", ".asciidoc"}


@dataclass(frozen=True)
class Task:
    """Questions, the texts searched, the owner of each text, and the owners that answer each question."""

    name: str
    questions: Sequence[str]
    texts: Sequence[str]
    owners: np.ndarray
    wanted: Sequence[Sequence[int]]


def xquad_paragraphs(path: Path) -> tuple[list[str], list[str], list[list[int]]]:
    """(paragraphs, questions, number of each question's paragraph) of a file in SQuAD format."""
    paragraphs: list[str] = []
    questions: list[str] = []
    wanted: list[list[int]] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            questions += [one["question"] for one in paragraph["qas"]]
            wanted += [[len(paragraphs)]] * len(paragraph["qas"])
            paragraphs.append(paragraph["context"])
    return paragraphs, questions, wanted


def xquad_tasks(german: Path, english: Path) -> list[Task]:
    """The four directions; the files are parallel, so a question's paragraph has the same number in both."""
    texts = {"de": xquad_paragraphs(german), "en": xquad_paragraphs(english)}
    return [
        Task(
            f"XQuAD {asked}→{found}",
            texts[asked][1],
            texts[found][0],
            np.arange(len(texts[found][0])),
            texts[asked][2],
        )
        for asked, found in (("de", "de"), ("en", "en"), ("de", "en"), ("en", "de"))
    ]


def passages_of(path: Path) -> list[str]:
    """What the product indexes of a document, passage by passage; raises UnreadableDocument."""
    _, passages = described(Source(path, path.name), "", parse(path), PassageSplitter())
    return [searchable_text(passage) for passage in passages]


def question_task(name: str, path: Path, folders: Sequence[Path]) -> Task:
    """The task of a question file; questions whose documents are not in the folders are left out.

    Raises ValueError if no question is left.
    """
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not folders:
        passages = sorted({line["passage"] for line in lines})
        wanted = [[passages.index(line["passage"])] for line in lines]
        return Task(name, [line["question"] for line in lines], passages, np.arange(len(passages)), wanted)
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in TEXT_FILES)
    split = [passages_of(f) for f in files]
    owners = np.repeat(np.arange(len(files)), [len(one) for one in split])
    right = [[line["document"], *line.get("also", [])] for line in lines]
    wanted = [[n for n, f in enumerate(files) if f.as_posix().endswith(tuple(some))] for some in right]
    kept = [i for i, some in enumerate(wanted) if some]
    if not kept:
        raise ValueError(f"{path}: none of its documents is below {folders}; give the right --documents")
    texts = [passage for one in split for passage in one]
    return Task(name, [lines[i]["question"] for i in kept], texts, owners, [wanted[i] for i in kept])


Encode = Callable[[Sequence[str]], np.ndarray]


def by_one_model(folder: Path, longest: int) -> Encode:
    """The vectors of a plain model folder, in bfloat16."""
    tokenizer, model = load_tokenizer(folder), load_encoder(folder, torch.bfloat16)
    return lambda texts: encode(model, token_ids(tokenizer, texts, longest))


def by_language(folder: Path) -> Encode:
    """The vectors of a folder with a model for each language, in bfloat16; it knows itself how much it reads."""
    encoder = EncoderByLanguage(folder).to(torch.bfloat16)

    def encoded(texts: Sequence[str]) -> np.ndarray:
        german = np.array([encoder.is_german(text) for text in texts])
        vectors = np.zeros((len(texts), encoder.get_embedding_dimension()), np.float16)
        for model, own in ((encoder.german, True), (encoder.english, False)):
            places = np.flatnonzero(german == own)
            vectors[places] = encode(model, [np.array(encoder.ids(texts[place], german=own)) for place in places])
        return vectors

    return encoded


class Embedder:
    """One model folder, run in bfloat16; counts the passages and seconds it took. `longest` in tokens."""

    def __init__(self, folder: Path, *, languages: tuple[str, ...] = LANGUAGES, longest: int = LONGEST) -> None:
        self.languages, self.longest = languages, longest
        self.revision = EmbedderDescription("evaluated", folder, languages).revision
        self.encode = by_language(folder) if (folder / ENGLISH_WEIGHTS).exists() else by_one_model(folder, longest)
        self.texts, self.seconds = 0, 0.0
        self.known: dict[str, np.ndarray] = {}

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32 [texts, dimension]; each text is embedded once."""
        new = [*dict.fromkeys(t for t in texts if t not in self.known)]
        started = time.perf_counter()
        found = self.encode(new) if new else []
        if new and len(new[0]) > 300:  # paragraphs, not questions
            self.seconds += time.perf_counter() - started
            self.texts += len(new)
        self.known.update(zip(new, found, strict=True))
        return np.stack([self.known[t] for t in texts]).astype(np.float32)

    def restore(self, cache: Path) -> None:
        """Takes the vectors an earlier run has kept."""
        if self._file(cache).exists():
            with np.load(self._file(cache)) as kept:
                self.known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))

    def keep(self, cache: Path) -> None:
        """Writes the vectors for a later run with the same weights."""
        cache.mkdir(parents=True, exist_ok=True)
        vectors = np.stack([*self.known.values()])
        np.savez_compressed(self._file(cache), texts=np.array([*self.known]), vectors=vectors)

    def _file(self, cache: Path) -> Path:
        return cache / f"{self.revision}-{self.longest}.npz"


def recalls(embedder: Embedder, task: Task) -> tuple[float, float]:
    """(recall@1, recall@5) by vectors alone: share of the questions with a right owner among the first."""
    texts = embedder.vectors(task.texts)
    scores = embedder.vectors(task.questions) @ texts.T
    best = np.full((len(scores), int(task.owners.max()) + 1), -np.inf)
    np.maximum.at(best, (slice(None), task.owners), scores)
    found = np.array([row[list(some)].max() for row, some in zip(best, task.wanted, strict=True)])
    rank = (best > found[:, None]).sum(axis=1)
    return float((rank < 1).mean()), float((rank < 5).mean())


def whole_recalls(embedders: Sequence[Embedder], task: Task) -> list[tuple[float, float]]:
    """(recall@1, recall@5) of the product's whole search with each embedder."""
    texts = Texts(task.texts)
    figures: list[tuple[float, float]] = []
    with TemporaryDirectory() as folder:
        keywords = keyword_index(Path(folder), texts)
        for embedder in embedders:
            questions = dict(zip(task.questions, embedder.vectors(task.questions), strict=True))
            vectors = embedder.vectors(task.texts)
            sides = WordsAndVectors(keywords, vectors, questions=questions, languages=embedder.languages)
            search = Search(texts, sides)
            ranked = [owners_found(search, question, task.owners) for question in task.questions]
            pairs = [(found, set(some)) for found, some in zip(ranked, task.wanted, strict=True)]
            first, five = ([not some.isdisjoint(f[:depth]) for f, some in pairs] for depth in (1, 5))
            figures.append((float(np.mean(first)), float(np.mean(five))))
    return figures


def opened(specification: str, longest: dict[str, int]) -> tuple[str, Embedder]:
    """The name and the embedder of NAME[:LANGUAGES]=FOLDER."""
    title, _, folder = specification.partition("=")
    name, _, languages = title.partition(":")
    known = tuple(languages.split(",")) if languages else LANGUAGES
    return name, Embedder(Path(folder), languages=known, longest=longest.get(name, LONGEST))


def row(label: str, figures: Sequence[tuple[float, float]]) -> str:
    """One line of the table."""
    return f"| {label} | " + " | ".join(f"{first:.3f} / {five:.3f}" for first, five in figures) + " |"


def command_line() -> argparse.ArgumentParser:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", required=True, help="NAME[:LANGUAGES]=FOLDER, several times")
    parser.add_argument("--longest", action="append", default=[], help="NAME=TOKENS a model reads, if not 256")
    parser.add_argument("--xquad", nargs=2, type=Path, metavar=("GERMAN", "ENGLISH"))
    parser.add_argument("--questions", nargs="+", action="append", default=[], metavar="PART")
    parser.add_argument("--cache", type=Path, help="folder for vectors: another run need not make them again")
    parser.add_argument("--whole", action="store_true", help="measure the whole search too")
    return parser


def main() -> None:
    arguments = command_line().parse_args()
    longest = {name: int(tokens) for name, tokens in (one.split("=") for one in arguments.longest)}
    tasks = xquad_tasks(*arguments.xquad) if arguments.xquad else []
    for name, file, *folders in arguments.questions:
        tasks.append(question_task(name, Path(file), [Path(folder) for folder in folders]))
    models = dict(opened(one, longest) for one in arguments.model)
    if arguments.cache:
        for model in models.values():
            model.restore(arguments.cache)
    print("| recall@1 / @5 | " + " | ".join(models) + " |\n|---" * 1 + "|---" * len(models) + "|")
    for task in tasks:
        label = f"{task.name} ({len(task.questions)} questions)"
        print(row(label, [recalls(model, task) for model in models.values()]), flush=True)
        if arguments.cache:
            for model in models.values():
                model.keep(arguments.cache)
        if arguments.whole:
            print(row(label + ", whole search", whole_recalls([*models.values()], task)), flush=True)
    speeds = [f"{model.texts / model.seconds:.1f}" if model.seconds else "–" for model in models.values()]
    print("| passages/s | " + " | ".join(speeds) + " |")


if __name__ == "__main__":
    main()
