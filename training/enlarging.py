"""Gives a trained model word pieces for more German words, with first values from a glossary.

    python -m training.enlarging MODEL_FOLDER OUT_FOLDER --glossary WORDS.tsv [WORDS.tsv…]
        --english TEXTS.tsv.gz [TEXTS.tsv.gz…] [--most 3800]

A glossary line is a German word, or the end of a compound with ## before it, and its English translation. A
word gets a piece if the model spells it in several and English text does not use the piece. Its row starts
as the mean of the translation's rows in the model itself. The teacher's unused rows are taken first, so most
of the words cost no space. Pieces and rows that exist stay as they are. Does not train.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.aligning import Aligned
from training.encoding import load_encoder, load_tokenizer
from training.reading import Pair, read_glossary, read_pairs
from training.vocabulary import ENGLISH_USES, INSIDE, SHORTEST, new_rows, used, word_counts


def wanted_pieces(tokenizer: Tokenizer, glossary: Sequence[Pair], english: Counter[str]) -> dict[str, str]:
    """New pieces with their translations, the glossary's first mention; none that English text would use."""
    known = set(tokenizer.get_vocab())
    wanted: dict[str, str] = {}
    for german, translation in glossary:
        inside = INSIDE if german.startswith(INSIDE) else ""
        word = tokenizer.normalizer.normalize_str(german.removeprefix(INSIDE))
        if word.isalpha() and len(word) >= SHORTEST["start"] and inside + word not in known:
            wanted.setdefault(inside + word, translation)
    uses = used(english, known | set(wanted))
    return {piece: translation for piece, translation in wanted.items() if uses[piece] <= ENGLISH_USES}


def placed(vocabulary: dict[str, int], pieces: Sequence[str]) -> dict[str, int]:
    """The vocabulary with the new pieces: in the places of [unused…] pieces first, then at the end."""
    unused = sorted((p for p in vocabulary if p.startswith("[unused")), key=vocabulary.get)
    larger = dict(vocabulary)
    for piece in pieces:
        larger[piece] = larger.pop(unused.pop(0)) if unused else len(larger)
    return dict(sorted(larger.items(), key=lambda item: item[1]))


def enlarge(folder: Path, out: Path, wanted: dict[str, str]) -> None:
    """Writes model (float32) and tokenizer with a row for each wanted piece."""
    backend = load_tokenizer(folder).backend_tokenizer
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = placed(content["model"]["vocab"], [*wanted])
    content["model"]["vocab"] = vocabulary
    model = load_encoder(folder)
    old_rows = model.get_input_embeddings().weight.detach().numpy().copy()
    spelt = [backend.encode(text, add_special_tokens=False).ids for text in wanted.values()]
    aligned = [Aligned(tuple(ids), (1 / len(ids),) * len(ids), 1.0) for ids in spelt]
    model.resize_token_embeddings(max(vocabulary.values()) + 1, mean_resizing=False)
    places = torch.tensor([vocabulary[piece] for piece in wanted])
    with torch.no_grad():
        model.get_input_embeddings().weight[places] = torch.from_numpy(new_rows(old_rows, spelt, aligned))
    model.save_pretrained(out)
    (out / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (out / "tokenizer_config.json").write_bytes((folder / "tokenizer_config.json").read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--glossary", type=Path, nargs="+", required=True)
    parser.add_argument("--english", type=Path, nargs="+", required=True, help="two columns; the second is read")
    parser.add_argument("--most", type=int, default=3800, help="new pieces; the glossary's first ones win")
    arguments = parser.parse_args()
    backend = load_tokenizer(arguments.model).backend_tokenizer
    english = word_counts(backend, (p.second for path in arguments.english for p in read_pairs(path)))
    glossary = [pair for path in arguments.glossary for pair in read_glossary(path)]
    wanted = dict([*wanted_pieces(backend, glossary, english).items()][: arguments.most])
    enlarge(arguments.model, arguments.out, wanted)
    print(f"{len(wanted)} new pieces for {len(glossary)} words")


if __name__ == "__main__":
    main()
