"""Compares embedders on retrieval in one run: recall@1 and @5 within and across German and English.

    python -m training.evaluate --model MiniLM=FOLDER --model now=FOLDER [--xquad XQUAD.de.json XQUAD.en.json]
        [--questions NAME FILE.jsonl [FOLDER…]]

XQuAD (Artetxe et al. 2020, arXiv:1910.11856): a question should find its own paragraph among all
paragraphs. A question file has one JSON object a line with "question" and either "passage" (its text; all
passages of the file are searched) or "document" and perhaps "also" (how the paths of the right documents
end; every text file in the folders is searched, by its best chunk). Prints a Markdown table and passages per
second. Does not search by words and does not train.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from training.encoding import encode, load_encoder, load_tokenizer, token_ids

LONGEST = 256
CHUNK_WORDS = 150
TEXT_FILES = {".md", ".txt"}


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


def chunks(text: str) -> list[str]:
    """The text in pieces of CHUNK_WORDS words, at least one."""
    words = text.split()
    return [" ".join(words[i : i + CHUNK_WORDS]) for i in range(0, max(1, len(words)), CHUNK_WORDS)]


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
    split = [chunks(f.read_text(encoding="utf-8")) for f in files]
    owners = np.repeat(np.arange(len(files)), [len(one) for one in split])
    right = [[line["document"], *line.get("also", [])] for line in lines]
    wanted = [[n for n, f in enumerate(files) if f.as_posix().endswith(tuple(some))] for some in right]
    kept = [i for i, some in enumerate(wanted) if some]
    if not kept:
        raise ValueError(f"{path}: none of its documents is below {folders}; give the right --documents")
    texts = [chunk for one in split for chunk in one]
    return Task(name, [lines[i]["question"] for i in kept], texts, owners, [wanted[i] for i in kept])


class Embedder:
    """One model folder, run in bfloat16; counts the passages and seconds it took."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = load_tokenizer(folder)
        self.model = load_encoder(folder, torch.bfloat16)
        self.texts, self.seconds = 0, 0.0
        self.known: dict[str, np.ndarray] = {}

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, float32 [texts, dimension]; each text is embedded once."""
        new = [*dict.fromkeys(t for t in texts if t not in self.known)]
        started = time.perf_counter()
        found = encode(self.model, token_ids(self.tokenizer, new, LONGEST)) if new else []
        if new and len(new[0]) > 300:  # paragraphs, not questions
            self.seconds += time.perf_counter() - started
            self.texts += len(new)
        self.known.update(zip(new, found, strict=True))
        return np.stack([self.known[t] for t in texts]).astype(np.float32)


def recalls(embedder: Embedder, task: Task) -> tuple[float, float]:
    """(recall@1, recall@5): share of the questions with a right owner first, or among the first five."""
    texts = embedder.vectors(task.texts)
    scores = embedder.vectors(task.questions) @ texts.T
    best = np.full((len(scores), int(task.owners.max()) + 1), -np.inf)
    np.maximum.at(best, (slice(None), task.owners), scores)
    found = np.array([row[list(some)].max() for row, some in zip(best, task.wanted, strict=True)])
    rank = (best > found[:, None]).sum(axis=1)
    return float((rank < 1).mean()), float((rank < 5).mean())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", action="append", required=True, help="NAME=FOLDER, several times")
    parser.add_argument("--xquad", nargs=2, type=Path, metavar=("GERMAN", "ENGLISH"))
    parser.add_argument("--questions", nargs="+", action="append", default=[], metavar="PART")
    arguments = parser.parse_args()
    tasks = xquad_tasks(*arguments.xquad) if arguments.xquad else []
    for name, file, *folders in arguments.questions:
        tasks.append(question_task(name, Path(file), [Path(folder) for folder in folders]))
    models = {name: Embedder(Path(folder)) for name, folder in (m.split("=", 1) for m in arguments.model)}
    print("| recall@1 / @5 | " + " | ".join(models) + " |\n|---" * 1 + "|---" * len(models) + "|")
    for task in tasks:
        cells = ["{:.3f} / {:.3f}".format(*recalls(model, task)) for model in models.values()]
        print(f"| {task.name} ({len(task.questions)} questions) | " + " | ".join(cells) + " |", flush=True)
    speeds = [f"{model.texts / model.seconds:.1f}" if model.seconds else "–" for model in models.values()]
    print("| passages/s | " + " | ".join(speeds) + " |")


if __name__ == "__main__":
    main()
