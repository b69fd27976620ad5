"""Writes the teacher's vectors of every English text once: the targets of the distillation.

    python -m training.teaching TEACHER_FOLDER TEXTS.tsv.gz OUT.npy [--column 1] [--max-length 160]

The teacher is the unchanged English model, or another (training.mixing), run in bfloat16. Does not train.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch

from training.encoding import encode, load_encoder, load_tokenizer, token_ids
from training.reading import read_pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--column", type=int, default=1, help="0 or 1: which column is English")
    parser.add_argument("--max-length", type=int, default=160)
    arguments = parser.parse_args()
    started = time.perf_counter()
    texts = [pair[arguments.column] for pair in read_pairs(arguments.texts)]
    ids = token_ids(load_tokenizer(arguments.teacher), texts, arguments.max_length)
    vectors = encode(load_encoder(arguments.teacher, torch.bfloat16), ids)
    np.save(arguments.out, vectors)
    print(f"{len(texts)} texts, {sum(map(len, ids))} tokens in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
