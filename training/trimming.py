"""Gives up German word pieces that two others can spell, the least frequent first, so that the model is small enough.

    python -m training.trimming TEACHER FOLDER OUT --pairs FILE.tsv.gz [--sections FILE.tsv.gz]
        --keep WORDS.tsv [WORDS.tsv…] --most 2400

A piece is given up with its row, under every name it has: "stornobuchung" is then read as "storno" and "##buchung".
Pieces of the teacher, words of the word lists, and the pieces that others are then spelt with stay. The texts, by which
frequency is counted, are the first column of pairs and the second of sections. Prints what it gave up. Does not train.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from tokenizers import Tokenizer

from training.encoding import load_tokenizer
from training.reading import read_glossary, read_pairs
from training.separating import INSIDE, shared_places, vocabulary_of

SHORTEST = 3  # letters of each of the two pieces


def two_for(piece: str, vocabulary: Collection[str]) -> tuple[str, str] | None:
    """The two pieces that spell a piece once it is gone, as WordPiece reads: the longest beginning, then the rest."""
    inside = INSIDE if piece.startswith(INSIDE) else ""
    letters = piece.removeprefix(INSIDE)
    for end in range(len(letters) - 1, SHORTEST - 1, -1):
        if inside + letters[:end] in vocabulary:
            rest = INSIDE + letters[end:]
            return (inside + letters[:end], rest) if rest in vocabulary and len(letters) - end >= SHORTEST else None
    return None


def given_up(
    vocabulary: Mapping[str, int], counts: Mapping[int, int], candidates: Iterable[int], most: int
) -> dict[str, tuple[str, str]]:
    """Names of the pieces given up, with the two pieces that spell each; of the candidates (places), `most` places."""
    names: dict[int, list[str]] = defaultdict(list)
    for piece, place in vocabulary.items():
        names[place].append(piece)
    left, spelling, gone = set(vocabulary), set[str](), dict[str, tuple[str, str]]()
    places = 0
    for place in sorted(candidates, key=lambda place: (counts.get(place, 0), place)):
        parts = [two_for(name, left) for name in names[place]]
        if places == most or None in parts or not spelling.isdisjoint(names[place]):
            continue
        left.difference_update(names[place])
        gone |= {name: two for name, two in zip(names[place], parts, strict=True) if two}
        spelling.update(part for two in parts if two for part in two)
        places += 1
    return gone


def piece_counts(tokenizer: Tokenizer, texts: Sequence[str]) -> Counter[int]:
    """How often each place is used in the texts."""
    counts: Counter[int] = Counter()
    for start in range(0, len(texts), 20_000):
        for one in tokenizer.encode_batch_fast([*texts[start : start + 20_000]]):
            counts.update(one.ids)
    return counts


def listed(tokenizer: Tokenizer, lists: Iterable[Path]) -> set[str]:
    """All words of the word lists' German column, as the tokenizer sees them."""
    words = (word for path in lists for line in read_glossary(path) for word in line.first.split())
    return {tokenizer.normalizer.normalize_str(word.removeprefix(INSIDE)) for word in words}


def command_line() -> argparse.ArgumentParser:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, help="two columns; the first is counted")
    parser.add_argument("--sections", type=Path, nargs="*", default=[], help="two columns; the second is counted")
    parser.add_argument("--keep", type=Path, nargs="+", required=True, help="word lists, the German word first")
    parser.add_argument("--most", type=int, required=True, help="rows to give up")
    return parser


def main() -> None:
    arguments = command_line().parse_args()
    tokenizer, vocabulary = load_tokenizer(arguments.folder).backend_tokenizer, vocabulary_of(arguments.folder)
    texts = [pair.first for path in arguments.pairs for pair in read_pairs(path)]
    texts += [pair.second for path in arguments.sections for pair in read_pairs(path)]
    kept, teacher = listed(tokenizer, arguments.keep), vocabulary_of(arguments.teacher)
    stay = {*shared_places(teacher, vocabulary)}
    stay |= {place for piece, place in vocabulary.items() if piece.removeprefix(INSIDE) in kept}
    counts = piece_counts(tokenizer, texts)
    gone = given_up(vocabulary, counts, {*vocabulary.values()} - stay, arguments.most)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in arguments.folder.iterdir():
        if path.name != "tokenizer.json" and path.suffix in {".json", ".safetensors"}:
            (arguments.out / path.name).write_bytes(path.read_bytes())
    content = json.loads((arguments.folder / "tokenizer.json").read_text(encoding="utf-8"))
    content["model"]["vocab"] = {piece: place for piece, place in vocabulary.items() if piece not in gone}
    (arguments.out / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    places = {vocabulary[piece] for piece in gone}
    most = max((counts[place] for place in places), default=0)
    print(f"{len(places)} rows given up, used {most} times at most in {len(texts)} texts; the last of them:")
    print(", ".join(f"{piece} = {' '.join(two)}" for piece, two in [*gone.items()][-10:]))


if __name__ == "__main__":
    main()
