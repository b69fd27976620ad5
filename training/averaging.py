"""Averages the weights of models of the same shape (model soup, Wortsman et al. 2022, arXiv:2203.05482).

    python -m training.averaging OUT_FOLDER FOLDER=WEIGHT [FOLDER=WEIGHT…]

The weights are divided by their sum; the tokenizer is the first folder's. Does not choose the weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.encoding import load_encoder


def averaged(parts: dict[Path, float]) -> torch.nn.Module:
    """The weighted mean of the models' weights; raises ValueError if their shapes differ."""
    total = sum(parts.values())
    models = {folder: load_encoder(folder).state_dict() for folder in parts}
    first = next(iter(parts))
    result = load_encoder(first)
    for folder, weights in models.items():
        if len(weights["embeddings.word_embeddings.weight"]) != result.config.vocab_size:
            raise ValueError(f"{folder} has another vocabulary than {first}; average models of one start folder")
    mean = {
        name: sum(models[folder][name] * (weight / total) for folder, weight in parts.items())
        if value.is_floating_point()
        else value
        for name, value in models[first].items()
    }
    result.load_state_dict(mean)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", nargs="+", metavar="FOLDER=WEIGHT")
    arguments = parser.parse_args()
    parts = {Path(one.rpartition("=")[0]): float(one.rpartition("=")[2]) for one in arguments.parts}
    averaged(parts).save_pretrained(arguments.out)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (arguments.out / name).write_bytes((next(iter(parts)) / name).read_bytes())


if __name__ == "__main__":
    main()
