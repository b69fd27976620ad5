"""Writes a trained encoder as a sentence-transformers folder in half precision, with model card and revision.

    python -m training.export TRAINED_FOLDER OUT_FOLDER --card CARD.md --check TEXTS.tsv.gz

The folder loads offline with SentenceTransformer(folder): mean pooling, unit vectors, 384 tokens. The file
`revision` holds the first 12 letters of the weights' SHA-256. Ends with an error if a vector of the
exported model has a cosine below 0.999 to the trained one, or if the weights are larger than 60 MB. Does
not train or choose a model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.reading import read_pairs

LONGEST = 384  # tokens: German passages of 900 characters with their headings fit
SMALLEST_COSINE = 0.999
LARGEST_BYTES = 60_000_000
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]
POOLING = {
    "word_embedding_dimension": 384,
    "pooling_mode_cls_token": False,
    "pooling_mode_mean_tokens": True,
    "pooling_mode_max_tokens": False,
    "pooling_mode_mean_sqrt_len_tokens": False,
}
TOKENIZER = {
    "tokenizer_class": "BertTokenizerFast",
    "do_lower_case": True,
    "strip_accents": None,
    "tokenize_chinese_chars": True,
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


def write_folder(trained: Path, out: Path, card: str) -> str:
    """Writes all files of the model folder and returns its revision."""
    model = load_encoder(trained).half()
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.contiguous() for name, value in model.state_dict().items()}
    # Mean pooling leaves BERT's pooler unused; zeros keep loaders from reporting it as missing.
    size = model.config.hidden_size
    weights |= {
        "pooler.dense.weight": torch.zeros(size, size, dtype=torch.float16),
        "pooler.dense.bias": torch.zeros(size, dtype=torch.float16),
    }
    save_file(weights, out / "model.safetensors", metadata={"format": "pt"})
    (out / "model.safetensors").chmod(0o644)  # the writer makes it private
    revision = hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()[:12]
    model.config.dtype = torch.float16
    model.config.save_pretrained(out)
    tokenizer = json.loads((trained / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = tokenizer["model"]["vocab"]
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    (out / "vocab.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.get)) + "\n", encoding="utf-8")
    write_json(out / "tokenizer_config.json", TOKENIZER)
    write_json(out / "modules.json", MODULES)
    write_json(out / "sentence_bert_config.json", {"max_seq_length": LONGEST, "do_lower_case": False})
    write_json(out / "1_Pooling" / "config.json", POOLING)
    (out / "2_Normalize").mkdir(exist_ok=True)
    (out / "revision").write_text(revision + "\n", encoding="utf-8")
    (out / "README.md").write_text(card.replace("{revision}", revision), encoding="utf-8")
    return revision


def smallest_cosine(trained: Path, out: Path, texts: list[str]) -> float:
    """The smallest cosine between the trained model's vector of a text and that of the exported folder."""
    ids = token_ids(load_tokenizer(trained), texts, LONGEST)
    before = encode(load_encoder(trained), ids).astype(np.float32)
    exported = SentenceTransformer(str(out), device="cpu", local_files_only=True)
    after = exported.encode(texts, batch_size=16, normalize_embeddings=True, convert_to_numpy=True)
    return float((before * after.astype(np.float32)).sum(axis=1).min())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--card", type=Path, required=True, help="the model card; {revision} is filled in")
    parser.add_argument(
        "--check", type=Path, required=True, help="two-column file; some of its texts are compared"
    )
    arguments = parser.parse_args()
    revision = write_folder(arguments.trained, arguments.out, arguments.card.read_text(encoding="utf-8"))
    texts = [text for pair in read_pairs(arguments.check)[:100] for text in pair]
    cosine = smallest_cosine(arguments.trained, arguments.out, texts)
    size = (arguments.out / "model.safetensors").stat().st_size
    print(
        f"revision {revision}, weights {size / 1e6:.1f} MB, smallest cosine to the trained model {cosine:.5f}"
    )
    if cosine < SMALLEST_COSINE or size > LARGEST_BYTES:
        sys.exit(
            f"not fit to ship: needs a cosine of {SMALLEST_COSINE} and at most {LARGEST_BYTES / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
