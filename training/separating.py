"""Makes the start of a German part that leaves the English model alone.

    python -m training.separating TEACHER TRAINED OUT

Rows of word pieces that the teacher has too get the teacher's values again, so that both languages share them. Every
German piece that begins a word may stand inside one as well, with the same row: "##speicher" is "speicher". German
puts words together, so this makes thousands of compounds readable without a row more. Does not train.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import torch

from training.encoding import load_encoder

INSIDE = "##"
SHORTEST = 5  # letters of a word that may stand inside another: shorter ones are often mere syllables


def shared_places(teacher: Mapping[str, int], trained: Mapping[str, int]) -> list[int]:
    """Places of the word pieces that both vocabularies have at the same place."""
    return [place for piece, place in teacher.items() if trained.get(piece) == place]


def with_insides(vocabulary: Mapping[str, int], own: set[int]) -> dict[str, int]:
    """The vocabulary, in which the pieces at the places `own` may stand inside a word as well."""
    known = dict(vocabulary)
    for piece, place in vocabulary.items():
        if place in own and not piece.startswith(INSIDE) and len(piece) >= SHORTEST:
            known.setdefault(INSIDE + piece, place)
    return known


def vocabulary_of(folder: Path) -> dict[str, int]:
    """The places of a folder's word pieces."""
    return json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]


def separate(teacher: Path, trained: Path, out: Path) -> None:
    """Writes the start folder."""
    shared = shared_places(vocabulary_of(teacher), vocabulary_of(trained))
    model, original = load_encoder(trained), load_encoder(teacher)
    with torch.no_grad():
        rows = model.embeddings.word_embeddings.weight
        rows[shared] = original.embeddings.word_embeddings.weight[shared]
    model.save_pretrained(out)
    tokenizer = json.loads((trained / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = with_insides(vocabulary, set(vocabulary.values()) - set(shared))
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    (out / "tokenizer_config.json").write_bytes((trained / "tokenizer_config.json").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("trained", type=Path, help="folder of training.distilling or training.averaging")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    separate(arguments.teacher, arguments.trained, arguments.out)


if __name__ == "__main__":
    main()
