"""Mixes the vectors of two teachers into the targets of a student that starts as the first of them.

    python -m training.mixing --share 0.3 --texts FIRST.npy SECOND.npy OUT.npy [--texts …]

The second teacher's vectors are cut to the first's length by their principal components and turned towards the first's
(orthogonal Procrustes problem, Schönemann 1966), so that a student has little to move; then the two are averaged,
`share` for the second. Cut and turn are found on all texts together. Runs no model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def turn(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The matrix [second's length, first's length] that cuts and turns the second's vectors; rows are the same texts.

    Raises ValueError where the second's vectors are shorter than the first's.
    """
    length = first.shape[1]
    if second.shape[1] < length:
        raise ValueError(
            f"the second teacher's vectors have {second.shape[1]} numbers, fewer than the first's {length}; swap them"
        )
    _, components = np.linalg.eigh(second.T @ second)
    cut = components[:, ::-1][:, :length]
    left, _, right = np.linalg.svd((second @ cut).T @ first)
    return cut @ (left @ right)


def mixed(first: np.ndarray, second: np.ndarray, turned: np.ndarray, share: float) -> np.ndarray:
    """Unit vectors of both teachers' opinion, float16 [texts, first's length]."""
    own = second @ turned
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    both = share * own + (1 - share) * first
    return (both / np.linalg.norm(both, axis=1, keepdims=True)).astype(np.float16)


def mix(files: Sequence[tuple[Path, Path, Path]], share: float) -> None:
    """Writes the mixed vectors of every pair of files."""
    vectors = [(np.load(a).astype(np.float32), np.load(b).astype(np.float32)) for a, b, _ in files]
    turned = turn(*(np.concatenate(some) for some in zip(*vectors, strict=True)))
    for (first, second), (*_, out) in zip(vectors, files, strict=True):
        np.save(out, mixed(first, second, turned, share))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--texts", nargs=3, type=Path, action="append", required=True, metavar=("FIRST", "SECOND", "OUT")
    )
    parser.add_argument("--share", type=float, required=True)
    arguments = parser.parse_args()
    mix(arguments.texts, arguments.share)


if __name__ == "__main__":
    main()
