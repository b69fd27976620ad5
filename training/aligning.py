"""Word alignment of sentence pairs: IBM model 1 in both directions (Brown et al. 1993, CL 19/2).

Gives for a German piece the English pieces it is translated by. Works on token ids, knows no text and
trains no encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

RARE = 3  # tokens seen less often take no part
LONGEST = 45  # tokens: longer sentences say little about single words and cost the square
ROUNDS = 4
KEPT = 4  # translations of one piece at most
FLOOR = 0.2  # of the best translation's score: weaker ones are noise


@dataclass(frozen=True)
class Aligned:
    """English ids a piece is translated by, their weights (sum 1) and how sure the alignment is (0 to 1)."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]
    sure: float


def compact(sentences: Sequence[np.ndarray], size: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Ids seen often enough, and the sentences without [CLS], [SEP] as places in them, from 1; 0 = rare."""
    counts = np.bincount(np.concatenate([s[1:-1] for s in sentences]), minlength=size)
    kept = np.flatnonzero(counts >= RARE)
    position = np.zeros(size, dtype=np.int32)
    position[kept] = np.arange(1, len(kept) + 1)
    return kept, [position[s[1:-1]] for s in sentences]


def padded_groups(
    sources: Sequence[np.ndarray], targets: Sequence[np.ndarray]
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Pairs of similar length as (source, target) int64 matrices, filled up with 0."""
    usable = [i for i in range(len(sources)) if 0 < len(sources[i]) <= LONGEST and 0 < len(targets[i]) <= LONGEST]
    usable.sort(key=lambda i: (len(sources[i]), len(targets[i])))
    groups: list[tuple[torch.Tensor, torch.Tensor]] = []
    for start in range(0, len(usable), 2000):
        rows = usable[start : start + 2000]
        groups.append((stacked([sources[i] for i in rows]), stacked([targets[i] for i in rows])))
    return groups


def stacked(rows: Sequence[np.ndarray]) -> torch.Tensor:
    """Rows of different length as one int64 matrix, filled up with 0."""
    matrix = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for number, row in enumerate(rows):
        matrix[number, : len(row)] = row
    return torch.from_numpy(matrix)


def model_one(groups: Sequence[tuple[torch.Tensor, torch.Tensor]], sources: int, targets: int) -> torch.Tensor:
    """Translation table t(target | source), float32 [sources, targets]; row 0 is the empty word."""
    table = torch.full((sources * targets,), 1.0 / targets)
    for _ in range(ROUNDS):
        counts = torch.zeros_like(table)
        for source, target in groups:
            with_empty = torch.cat([torch.zeros_like(source[:, :1]), source], dim=1)
            cells = with_empty.unsqueeze(2) * targets + target.unsqueeze(1)
            share = table[cells]
            share[:, 1:][source == 0] = 0.0
            share /= share.sum(dim=1, keepdim=True) + 1e-12
            share *= (target != 0).unsqueeze(1)
            counts.index_add_(0, cells.flatten(), share.flatten())
        table = counts.view(sources, targets)
        table /= table.sum(dim=1, keepdim=True) + 1e-9
        table = table.flatten()
    return table.view(sources, targets)


def best(scores: torch.Tensor, forward: torch.Tensor, kept: np.ndarray) -> Aligned:
    """The few translations whose score comes near the best one."""
    top, places = scores.topk(KEPT)
    near = (top >= FLOOR * top[0]) & (top > 0)
    if not bool(near.any()):
        return Aligned((), (), 0.0)
    chosen, weights = places[near], top[near] / top[near].sum()
    sure = min(1.0, 2 * float(forward[chosen].sum()))
    return Aligned(tuple(int(kept[int(p) - 1]) for p in chosen), tuple(weights.tolist()), sure)


def translations(
    german: Sequence[np.ndarray], english: Sequence[np.ndarray], *, wanted: Sequence[int], size: int
) -> list[Aligned]:
    """The English translations of each wanted German id; empty where the pairs say nothing.

    A score is the root of t(english | german) * t(german | english): words that go with all get little.
    """
    kept_german, german_rows = compact(german, size)
    kept_english, english_rows = compact(english, size)
    shape = len(kept_german) + 1, len(kept_english) + 1
    forward = model_one(padded_groups(german_rows, english_rows), shape[0], shape[1])
    backward = model_one(padded_groups(english_rows, german_rows), shape[1], shape[0])
    place = {int(token): row for row, token in enumerate(kept_german, start=1)}
    found: list[Aligned] = []
    for token in wanted:
        if token not in place:
            found.append(Aligned((), (), 0.0))
            continue
        row = forward[place[token]].clone()
        row[0] = 0.0
        found.append(best((row * backward[:, place[token]]).sqrt(), row, kept_english))
    return found
