"""The encoder while it is trained: bfloat16 weights to compute with, float32 masters to update, both cheap on
a CPU.

The token rows are most of the weights but a batch touches few of them, so they are kept apart and only the
touched rows are read, cast and updated (Adam with a step count of its own for each row). Knows no data and
no loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import BertModel

from training.encoding import load_encoder, padded
from training.low_rank import LowRankLinear, put_in

BETAS = (0.9, 0.98)
TINY = 1e-8
CLIP = 1.0


class Trainee:
    """Encoder in training. embed() as often as the step needs, then loss.backward(), then step()."""

    def __init__(
        self,
        folder: Path,
        *,
        old_rows: int = 0,
        old_rows_share: float = 0.0,
        base: Path | None = None,
        rank: int = 0,
    ) -> None:
        """old_rows: how many token rows are the teacher's; they learn at old_rows_share of the rows' rate.

        With a base and a rank the layers are the base's and a change of that rank, and rows that are the base's stay.
        """
        self.model = load_encoder(folder, torch.bfloat16).train()
        # The fused attention's backward pass is slow for short texts on a CPU: plain attention trains
        # 1.4 times as fast.
        self.model.set_attn_implementation("eager")
        full = load_encoder(folder)
        self.rows = full.embeddings.word_embeddings.weight.detach().clone()
        self.model.embeddings.word_embeddings.weight.requires_grad_(False)
        self.share = torch.ones(len(self.rows))
        self.share[:old_rows] = old_rows_share
        self.low_rank: list[LowRankLinear] = []
        if base:
            self._keep_to(base, full, rank)
        by_name = dict(full.named_parameters())
        self.weights, self.masters = [], []
        for name, weight in self.model.named_parameters():
            if weight.requires_grad:
                self.weights.append(weight)
                self.masters.append(by_name[name].detach().clone().requires_grad_() if name in by_name else weight)
        self.optimizer = torch.optim.AdamW(self.masters, lr=0.0, betas=BETAS, weight_decay=0.0, fused=True)
        self.first, self.second = torch.zeros_like(self.rows), torch.zeros_like(self.rows)
        self.updates = torch.zeros(len(self.rows))
        self.touched: list[tuple[torch.Tensor, torch.Tensor]] = []

    def _keep_to(self, base: Path, full: BertModel, rank: int) -> None:
        """Layers of low rank above the base's; its rows and its positions stay."""
        original = load_encoder(base)
        self.low_rank = put_in(self.model, full, original, rank)
        own = original.embeddings.word_embeddings.weight
        self.share[: len(own)][(self.rows[: len(own)] == own).all(1)] = 0.0
        self.model.embeddings.position_embeddings.weight.requires_grad_(False)

    def embed(self, ids: Sequence[np.ndarray]) -> torch.Tensor:
        """Unit vectors of the texts, float32 [texts, dimension], differentiable."""
        inputs, mask = padded(ids)
        unique, places = torch.unique(inputs, return_inverse=True)
        rows = self.rows[unique].requires_grad_()
        self.touched.append((unique, rows))
        full = None if bool(mask.all()) else mask
        inputs_embeds = rows.to(torch.bfloat16)[places]
        hidden = self.model(inputs_embeds=inputs_embeds, attention_mask=full).last_hidden_state.float()
        weights = mask.unsqueeze(-1).float()
        return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)

    def step(self, *, layers_rate: float, rows_rate: float) -> None:
        """Updates weights and touched rows from the gradients of the embed() calls since the last step."""
        if layers_rate > 0:
            for master, weight in zip(self.masters, self.weights, strict=True):
                if master is not weight:
                    master.grad = weight.grad.float()
            torch.nn.utils.clip_grad_norm_(self.masters, CLIP)
            for group in self.optimizer.param_groups:
                group["lr"] = layers_rate
            self.optimizer.step()
            with torch.no_grad():
                torch._foreach_copy_(self.weights, self.masters)
            for layer in self.low_rank:
                layer.refresh()
        for weight in self.weights:
            weight.grad = None
        self._step_rows(rows_rate)

    def _step_rows(self, rate: float) -> None:
        unique = torch.unique(torch.cat([ids for ids, _ in self.touched]))
        gradient = torch.zeros(len(unique), self.rows.shape[1])
        for ids, rows in self.touched:
            gradient.index_add_(0, torch.searchsorted(unique, ids), rows.grad)
        self.touched = []
        self.updates[unique] += 1
        counts = self.updates[unique].unsqueeze(1)
        first = self.first[unique].lerp(gradient, 1 - BETAS[0])
        second = self.second[unique].lerp(gradient.square(), 1 - BETAS[1])
        self.first[unique], self.second[unique] = first, second
        unbiased = (second / (1 - BETAS[1] ** counts)).sqrt() + TINY
        change = first / (1 - BETAS[0] ** counts) / unbiased
        self.rows[unique] -= rate * self.share[unique].unsqueeze(1) * change

    def state(self) -> dict:
        """Everything a resumed run needs."""
        return {
            "masters": self.masters,
            "rows": self.rows,
            "optimizer": self.optimizer.state_dict(),
            "first": self.first,
            "second": self.second,
            "updates": self.updates,
        }

    def load_state(self, state: dict) -> None:
        """The opposite of state()."""
        with torch.no_grad():
            for master, saved in zip(self.masters, state["masters"], strict=True):
                master.copy_(saved)
            torch._foreach_copy_(self.weights, self.masters)
        for layer in self.low_rank:
            layer.refresh()
        self.rows, self.first, self.second = state["rows"], state["first"], state["second"]
        self.updates = state["updates"]
        self.optimizer.load_state_dict(state["optimizer"])

    def save(self, source: Path, out: Path) -> None:
        """Writes the float32 encoder with the source folder's tokenizer."""
        full = load_encoder(source)
        by_name = dict(full.named_parameters())
        names = [n for n, w in self.model.named_parameters() if w.requires_grad]
        with torch.no_grad():
            for name, master in zip(names, self.masters, strict=True):
                if name in by_name:
                    by_name[name].copy_(master)
            for name, module in self.model.named_modules():
                if isinstance(module, LowRankLinear):
                    by_name[name + ".weight"].copy_(module.weight())
            full.embeddings.word_embeddings.weight.copy_(self.rows)
        full.save_pretrained(out)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            (out / name).write_bytes((source / name).read_bytes())
