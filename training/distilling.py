"""Trains the student: multilingual distillation, with contrastive batches of sections where asked for.

    python -m training.distilling START OUT --pairs FILE.tsv.gz VECTORS.npy SHARE [--pairs …]
        --anchor FILE.tsv.gz VECTORS.npy SHARE [--anchor …]
        [--matched SECTIONS.npz PAIRS.tsv.gz SHARE] [--asked FOLDER SHARE [--english]] --cpu-minutes 150

Distillation (Reimers & Gurevych 2020, arXiv:2004.09813): the German text should get the teacher's vector of
its English translation; an anchor keeps English texts at the teacher's vectors. Contrastive
(training.contrasting): a query in either language should find its passage in either, among hard negatives; the same
with our own questions in other words (training.other_words), with --english in English alone.
SHARE is the part of the steps. The schedule follows the used processor time,
or the clock if --until is nearer, so a stopped process loses nothing; a checkpoint is written every few
minutes and on SIGTERM, and an existing one is resumed.
"""

from __future__ import annotations

import argparse
import math
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from training import other_words
from training.contrasting import TEMPERATURE, Example, batches, distinct, example, ranking_loss
from training.encoding import encode, length_batches, load_encoder, load_tokenizer, token_ids
from training.matching import read_matches
from training.reading import read_pairs
from training.trainee import Trainee

CONTRAST = 0.3  # weight of the in-batch contrastive part beside the squared distance
PAIR_TOKENS, ANCHOR_TOKENS = 3072, 1536
LONGEST = 160
CHECKPOINT_SECONDS = 300
WARM_UP = 0.03


@dataclass(frozen=True)
class Source:
    """One kind of step: its part of all steps, an endless stream of batches, and the loss of a batch."""

    name: str
    share: float
    batches: Iterator[object]
    loss: Callable[[object], torch.Tensor]


def shuffled_batches(lengths: np.ndarray, tokens: int, seed: int) -> Iterator[np.ndarray]:
    """Endless batches of texts of similar length, grouped anew in every round."""
    generator = np.random.default_rng(seed)
    while True:
        jitter = generator.uniform(0, 3, len(lengths))
        order = generator.permutation(len(lengths))
        batches = length_batches(np.ceil(lengths[order] + jitter).astype(int), tokens)
        for place in generator.permutation(len(batches)):
            yield order[batches[place]]


def distance(vectors: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Mean squared Euclidean distance."""
    return (vectors - targets).square().sum(1).mean()


def in_batch(queries: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of finding the own passage among those of the batch."""
    scores = queries @ passages.T / TEMPERATURE
    return torch.nn.functional.cross_entropy(scores, torch.arange(len(scores)))


def targets_of(path: Path, rows: np.ndarray) -> Callable[[np.ndarray], torch.Tensor]:
    """Looks up the teacher's vectors of a batch; raises ValueError if the file belongs to other texts."""
    vectors = np.load(path)
    if len(vectors) != len(rows):
        raise ValueError(f"{path} has {len(vectors)} vectors for {len(rows)} texts; run training.teaching again")
    return lambda batch: torch.from_numpy(vectors[batch].astype(np.float32))


def pair_source(student: Trainee, tokenizer, path: Path, vectors: Path, share: float) -> Source:
    """Steps of German texts at the teacher's vectors of their translations."""
    ids = token_ids(tokenizer, [p.first for p in read_pairs(path)], LONGEST)
    target = targets_of(vectors, ids)

    def loss(batch: np.ndarray) -> torch.Tensor:
        found, wanted = student.embed([ids[i] for i in batch]), target(batch)
        return distance(found, wanted) + CONTRAST * in_batch(found, wanted)

    lengths = np.array([len(one) for one in ids])
    return Source(path.name, share, shuffled_batches(lengths, PAIR_TOKENS, random.randrange(2**32)), loss)


def anchor_source(student: Trainee, tokenizer, path: Path, vectors: Path, share: float) -> Source:
    """Steps of English texts at the teacher's own vectors."""
    ids = token_ids(tokenizer, [p.second for p in read_pairs(path)], LONGEST)
    target = targets_of(vectors, ids)
    lengths = np.array([len(one) for one in ids])
    batches = shuffled_batches(lengths, ANCHOR_TOKENS, random.randrange(2**32))
    return Source(
        "anchor " + path.name,
        share,
        batches,
        lambda b: 2.0 * distance(student.embed([ids[i] for i in b]), target(b)),
    )


Embed = Callable[[Sequence[str]], torch.Tensor]


def fixed(folder: Path) -> Embed:
    """The vectors of a model that does not learn."""
    model, tokenizer = load_encoder(folder, torch.bfloat16), load_tokenizer(folder)

    def embed(texts: Sequence[str]) -> torch.Tensor:
        return torch.from_numpy(encode(model, token_ids(tokenizer, texts, LONGEST)).astype(np.float32))

    return embed


def both(in_german: Sequence[bool], texts: Sequence[str], embed: Mapping[str, Embed]) -> torch.Tensor:
    """Vectors of texts in two languages, in their order."""
    places = {
        "de": [n for n, own in enumerate(in_german) if own],
        "en": [n for n, own in enumerate(in_german) if not own],
    }
    parts = [embed[language]([texts[n] for n in some]) for language, some in places.items() if some]
    order = torch.argsort(torch.tensor([*places["de"], *places["en"]]))
    return torch.cat(parts)[order]


def contrast_source(
    name: str, examples: Iterator[Sequence[Example]], embed: Mapping[str, Embed], share: float
) -> Source:
    """Contrastive steps; `embed` gives the vectors of each language, of English alone where German is not learned."""

    def loss(batch: Sequence[Example]) -> torch.Tensor:
        found = both([one.in_german for one in batch], [one.passage for one in batch], embed)
        asked = {"en": [one.english for one in batch], "de": [one.german for one in batch]}
        losses = [ranking_loss(learned(asked[language]), found) for language, learned in embed.items()]
        return torch.stack(losses).mean()

    return Source(name, share, examples, loss)


def matched_examples(matched: Path, sentences: Mapping[str, str]) -> Iterator[list[Example]]:
    """Batches of sections in both languages; `sentences` are translations by German sentence."""
    matches = read_matches(matched)
    for batch in batches(matches, random.randrange(2**32)):
        yield distinct([example(matches.sections[place], sentences) for place in batch])


def asked_examples(folder: Path, german: float) -> Iterator[list[Example]]:
    """Batches of our own questions; `german` is the share of passages in German."""
    for batch in other_words.batches(other_words.fields(folder), german):
        yield distinct(batch)


def rate(progress: float) -> float:
    """Warm-up, then a cosine down to a twentieth."""
    return min(1.0, (progress + 1e-3) / WARM_UP) * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


class Run:
    """One training run with its schedule, checkpoints and log."""

    def __init__(self, student: Trainee, sources: Sequence[Source], arguments: argparse.Namespace) -> None:
        self.student, self.sources, self.arguments = student, sources, arguments
        self.steps, self.used_before = 0, 0.0
        self.started, self.saved = time.time(), time.time()
        self.losses = {source.name: 0.0 for source in sources}
        self.stop = False
        signal.signal(signal.SIGTERM, lambda *_: setattr(self, "stop", True))
        self.checkpoint = arguments.out / "checkpoint.pt"
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, weights_only=False)
            student.load_state(state["student"])
            self.steps, self.used_before, self.started = state["steps"], state["used"], state["started"]

    def used(self) -> float:
        """Processor seconds, earlier runs of this checkpoint included."""
        return self.used_before + time.process_time()

    def progress(self) -> float:
        """0 at the start, 1 at the end: by processor time, or by the clock if that is further."""
        by_processor = self.used() / (60 * self.arguments.cpu_minutes)
        if not self.arguments.until:
            return by_processor
        return max(by_processor, (time.time() - self.started) / max(1.0, self.arguments.until - self.started))

    def write(self, progress: float) -> None:
        """Checkpoint and model folder."""
        self.arguments.out.mkdir(parents=True, exist_ok=True)
        state = {
            "student": self.student.state(),
            "steps": self.steps,
            "used": self.used(),
            "started": self.started,
        }
        torch.save(state, self.checkpoint.with_suffix(".new"))
        self.checkpoint.with_suffix(".new").rename(self.checkpoint)
        self.student.save(self.arguments.start, self.arguments.out)
        self.saved = time.time()
        print(f"saved at {progress:.1%}", flush=True)

    def log(self, progress: float) -> None:
        """One line of smoothed losses."""
        losses = "  ".join(f"{name} {value:.4f}" for name, value in self.losses.items())
        clock = time.strftime("%H:%M:%S")
        print(f"{clock} step {self.steps} {progress:.1%} cpu {self.used() / 60:.1f} min  {losses}", flush=True)

    def train(self) -> None:
        """Steps until the time is used up or SIGTERM comes."""
        shares = [source.share for source in self.sources]
        while (progress := self.progress()) < 1.0 and not self.stop:
            source = random.choices(self.sources, shares)[0]
            loss = source.loss(next(source.batches))
            loss.backward()
            now = rate(progress)
            frozen = progress < self.arguments.frozen
            self.student.step(
                layers_rate=0.0 if frozen else now * self.arguments.layers_rate,
                rows_rate=now * self.arguments.rows_rate,
            )
            before = self.losses[source.name]
            value = float(loss.detach())
            self.losses[source.name] = 0.97 * before + 0.03 * value if before else value
            self.steps += 1
            if self.steps % 50 == 0:
                self.log(progress)
            if time.time() - self.saved > CHECKPOINT_SECONDS:
                self.write(progress)
        self.write(self.progress())


def command_line() -> argparse.ArgumentParser:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("start", type=Path, help="folder of training.vocabulary, or of an earlier stage")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", nargs=3, action="append", default=[], metavar=("FILE", "VECTORS", "SHARE"))
    parser.add_argument("--anchor", nargs=3, action="append", default=[], metavar=("FILE", "VECTORS", "SHARE"))
    parser.add_argument("--matched", nargs=3, action="append", default=[], metavar=("SECTIONS.npz", "PAIRS", "SHARE"))
    parser.add_argument("--asked", nargs=2, action="append", default=[], metavar=("FOLDER", "SHARE"))
    parser.add_argument(
        "--english", action="store_true", help="the questions of --asked and their texts in English alone"
    )
    parser.add_argument("--base", type=Path, help="the teacher: its layers stay, German gets a change of low rank")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--cpu-minutes", type=float, required=True, help="processor minutes, all cores together")
    parser.add_argument("--until", type=float, default=0.0, help="end by this clock time too (seconds since 1970)")
    parser.add_argument("--frozen", type=float, default=0.0, help="part of the time with only the rows learning")
    parser.add_argument("--layers-rate", type=float, default=1.5e-4)
    parser.add_argument("--rows-rate", type=float, default=2e-3)
    parser.add_argument("--old-rows", type=int, default=30_522, help="token rows of the teacher")
    parser.add_argument("--old-rows-share", type=float, default=0.25)
    parser.add_argument("--seed", type=int, default=0, help="another one for a resumed run: other batches")
    return parser


def main() -> None:
    arguments = command_line().parse_args()
    random.seed(arguments.seed)
    student = Trainee(
        arguments.start,
        old_rows=arguments.old_rows,
        old_rows_share=arguments.old_rows_share,
        base=arguments.base,
        rank=arguments.rank,
    )
    tokenizer = load_tokenizer(arguments.start)

    def learning(texts: Sequence[str]) -> torch.Tensor:
        return student.embed(token_ids(tokenizer, texts, LONGEST))

    english = {"en": fixed(arguments.base) if arguments.base else learning}
    embed = english if arguments.english else {"de": learning, **english}
    sources = [pair_source(student, tokenizer, Path(f), Path(v), float(s)) for f, v, s in arguments.pairs]
    sources += [anchor_source(student, tokenizer, Path(f), Path(v), float(s)) for f, v, s in arguments.anchor]
    sources += [
        contrast_source("matched", matched_examples(Path(m), dict(read_pairs(Path(p)))), embed, float(s))
        for m, p, s in arguments.matched
    ]
    sources += [
        contrast_source("asked", asked_examples(Path(folder), german=0.5 if "de" in embed else 0.0), embed, float(s))
        for folder, s in arguments.asked
    ]
    Run(student, sources, arguments).train()


if __name__ == "__main__":
    main()
