"""Writes English model and German part as a sentence-transformers folder in half precision, with card and revision.

    python -m training.export TEACHER TRAINED_FOLDER OUT_FOLDER --card CARD.md --check TEXTS.tsv.gz

The folder loads offline with SentenceTransformer(folder): the German model, mean pooling, unit vectors, 384 tokens.
Beside it lies the way back to the English model (assistant.library.embedding_by_language), which the product takes for
English texts. Word pieces in other alphabets are left out; those of the English model come first, so that their number
tells the two vocabularies apart. The file `revision` holds the first 12 letters of the weights' SHA-256. Ends with an
error if a German vector of the exported model has a cosine below 0.998 to the trained one, or an English one to the
teacher's, or if the folder is larger than 60 MB. Does not train or choose a model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import BertModel

from assistant.language import LANGUAGES
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings
from assistant.library.embedding_by_language import (
    DOWN,
    ENGLISH_PIECES,
    ENGLISH_WEIGHTS,
    TOKENIZER,
    UP,
    EncoderByLanguage,
)
from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.low_rank import factors
from training.reading import read_pairs
from training.separating import vocabulary_of

ROWS, POSITIONS = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"
Numbers = dict[str, int]
Tensors = dict[str, torch.Tensor]

LONGEST = 384  # tokens: German passages of 900 characters with their headings fit
SMALLEST_COSINE = 0.998  # the mean of two changes of this rank has a higher one: 0.9987 was measured
LARGEST_BYTES = 60_000_000
RANK = 32  # of the German change, as trained
SMALLEST_LETTER = 0x250  # the Latin alphabets end here
GREEK = range(0x370, 0x400)
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
POOLING = {
    "pooling_mode_cls_token": False,
    "pooling_mode_mean_tokens": True,
    "pooling_mode_max_tokens": False,
    "pooling_mode_mean_sqrt_len_tokens": False,
}
TOKENIZER_CONFIG = {
    "tokenizer_class": "BertTokenizerFast",
    "do_lower_case": True,
    "model_max_length": LONGEST,
    "unk_token": "[UNK]",
    "sep_token": "[SEP]",
    "pad_token": "[PAD]",
    "cls_token": "[CLS]",
    "mask_token": "[MASK]",
}


def write_json(path: Path, content: object) -> None:
    """Writes indented JSON and makes the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def is_read(piece: str) -> bool:
    """Whether a word piece is Latin or Greek, a digit or a sign."""
    return all(
        not letter.isalpha() or ord(letter) < SMALLEST_LETTER or ord(letter) in GREEK for letter in piece.strip("#")
    )


def renumbered(english: Mapping[str, int], german: Mapping[str, int]) -> tuple[list[int], int, Numbers]:
    """(the places kept, how many of them are English, the vocabulary with the new places). Pieces that both have at
    the same place are English ones and come first; the teacher's pieces that nobody reads, or that the German part has
    replaced, are left out."""
    shared = {place for piece, place in english.items() if german.get(piece) == place}
    read = sorted(place for piece, place in english.items() if place in shared and is_read(piece))
    kept = [*read, *sorted(set(german.values()) - shared)]
    new = {place: number for number, place in enumerate(kept)}
    return kept, len(read), {piece: new[place] for piece, place in german.items() if place in new}


def weights(teacher: BertModel, trained: BertModel, kept: Sequence[int]) -> tuple[Tensors, Tensors]:
    """(the German model with the rows of both, the way back to the teacher's weights), in half precision."""
    german, english = {}, {}
    originals, trained_ones = teacher.state_dict(), trained.state_dict()
    german[ROWS] = trained_ones.pop(ROWS)[list(kept)]
    for some in (originals, trained_ones):
        some[POSITIONS] = some[POSITIONS][:LONGEST]
    for name, value in trained_ones.items():
        german[name] = value
        if torch.equal(value, originals[name]):
            continue
        if value.ndim == 2 and name.startswith("encoder."):
            up, down = factors(value - originals[name], RANK)
            german[name] = originals[name] + up @ down
            english |= {name + UP: up, name + DOWN: down}
        else:
            english[name] = originals[name]
    german, english = ({name: value.half().contiguous() for name, value in one.items()} for one in (german, english))
    return german, english


def write_tokenizer(source: Path, vocabulary: Numbers, out: Path) -> None:
    """The source's tokenizer with another vocabulary, without padding or truncation."""
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["model"]["vocab"] = vocabulary
    tokenizer |= {"padding": None, "truncation": None}
    for token in tokenizer["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for token in tokenizer["post_processor"]["special_tokens"].values():
        token["ids"] = [vocabulary[piece] for piece in token["tokens"]]
    out.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write_folder(teacher: Path, trained: Path, out: Path, card: str) -> str:
    """Writes all files of the model folder and returns its revision."""
    kept, english, vocabulary = renumbered(vocabulary_of(teacher), vocabulary_of(trained))
    out.mkdir(parents=True, exist_ok=True)
    model = load_encoder(teacher)
    both = weights(model, load_encoder(trained), kept)
    # One fact a file: the writer puts several in any order, and the revision would change with it.
    facts = {"model.safetensors": {"format": "pt"}, ENGLISH_WEIGHTS: {ENGLISH_PIECES: str(english)}}
    for (name, fact), tensors in zip(facts.items(), both, strict=True):
        save_file(tensors, out / name, metadata=fact)
        (out / name).chmod(0o644)  # the writer makes it private
    revision = hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()[:12]
    model.config.vocab_size, model.config.max_position_embeddings = len(kept), LONGEST
    model.config.dtype = torch.float16
    model.config.save_pretrained(out)
    write_tokenizer(trained, vocabulary, out / TOKENIZER)
    write_json(out / "tokenizer_config.json", TOKENIZER_CONFIG)
    write_json(out / "modules.json", MODULES)
    write_json(out / "sentence_bert_config.json", {"max_seq_length": LONGEST, "do_lower_case": False})
    write_json(out / "1_Pooling" / "config.json", POOLING | {"word_embedding_dimension": model.config.hidden_size})
    (out / "2_Normalize").mkdir(exist_ok=True)
    (out / "revision").write_text(revision + "\n", encoding="utf-8")
    (out / "README.md").write_text(card.replace("{revision}", revision), encoding="utf-8")
    return revision


def smallest_cosine(original: Path, out: Path, texts: list[str], *, german: bool) -> float:
    """The smallest cosine between a model's vector of a text and that of the exported folder; texts that the exported
    model takes for the other language are left out."""
    exported = LocalEmbeddings(EmbedderDescription("exported", out, LANGUAGES))
    encoder = EncoderByLanguage(out)
    texts = [text for text in texts if encoder.is_german(text) == german]
    before = encode(load_encoder(original), token_ids(load_tokenizer(original), texts, LONGEST)).astype(np.float32)
    return float((before * exported.encode_passages(texts)).sum(axis=1).min())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--card", type=Path, required=True, help="the model card; {revision} is filled in")
    parser.add_argument("--check", type=Path, required=True, help="two-column file; some of its texts are compared")
    given = parser.parse_args()
    revision = write_folder(given.teacher, given.trained, given.out, given.card.read_text(encoding="utf-8"))
    pairs = read_pairs(given.check)[:100]
    cosines = (
        smallest_cosine(given.trained, given.out, [pair.first for pair in pairs], german=True),
        smallest_cosine(given.teacher, given.out, [pair.second for pair in pairs], german=False),
    )
    size = sum(one.stat().st_size for one in given.out.rglob("*") if one.is_file())
    found = ", ".join(f"{cosine:.5f}" for cosine in cosines)
    print(f"revision {revision}, {size / 1e6:.2f} MB, smallest cosines, German and English: {found}")
    if min(cosines) < SMALLEST_COSINE or size > LARGEST_BYTES:
        sys.exit(f"not fit to ship: needs a cosine of {SMALLEST_COSINE} and at most {LARGEST_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
