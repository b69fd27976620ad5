"""Makes the two plain folders again that a shipped folder was exported from, so that training can go on from there.

    python -m training.reopening SHIPPED OUT
    python -m training.reopening SHIPPED OUT --moved NEW_ENGLISH

OUT/english gets the English layers, rows and word pieces, OUT/german all rows and its own layers, in float32. With
--moved only OUT/german is written, for an English model that was trained further: its layers differ from the new ones
by what they differed from the old ones. Does not train.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from transformers import BertModel

from assistant.library.embedding_by_language import EncoderByLanguage
from training.encoding import load_encoder
from training.export import ROWS, TOKENIZER_CONFIG, write_json


def write_plain(model: BertModel, tokenizer: str, out: Path) -> None:
    """A model folder of one language; `tokenizer` is the content of its tokenizer.json."""
    model.config.vocab_size = len(model.state_dict()[ROWS])
    model.config.dtype = torch.float32
    model.save_pretrained(out)
    (out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    write_json(out / "tokenizer_config.json", TOKENIZER_CONFIG)


def moved(german: BertModel, old: BertModel, new: BertModel) -> None:
    """Adds to the German weights what has changed from the old English ones to the new; the rows stay."""
    before, after = old.state_dict(), new.state_dict()
    with torch.no_grad():
        for name, weight in german.named_parameters():
            if name != ROWS:
                weight.copy_(after[name] + (weight - before[name]))  # in this order what was equal stays so


def reopen(shipped: Path, out: Path, new_english: Path | None = None) -> None:
    """Writes the German folder, and the English one unless a new one is given."""
    encoder = EncoderByLanguage(shipped)
    pieces = encoder.english_tokenizer.get_vocab_size()
    rows = encoder.german.embeddings.word_embeddings.weight.detach()
    encoder.english.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(
        rows[:pieces].clone(), padding_idx=0
    )
    if new_english:
        moved(encoder.german, encoder.english, load_encoder(new_english))
    else:
        write_plain(encoder.english, encoder.english_tokenizer.to_str(), out / "english")
    write_plain(encoder.german, (shipped / "tokenizer.json").read_text(encoding="utf-8"), out / "german")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shipped", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--moved", type=Path, help="folder of the English model, trained further")
    given = parser.parse_args()
    reopen(given.shipped, given.out, given.moved)


if __name__ == "__main__":
    main()
