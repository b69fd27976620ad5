"""Linear layers that stay as they are but for a change of low rank, which alone is trained.

LoRA (Hu et al. 2021, arXiv:2106.09685): weight = base + up @ down. The sum is kept in bfloat16, so a forward
pass costs what it costs without the change, and the backward pass never makes the gradient of the whole weight.
Knows no model folder and no data.
"""

from __future__ import annotations

import torch


class _Merged(torch.autograd.Function):
    """y = x merged^T + bias, with gradients for x, bias, down and up only."""

    @staticmethod
    def forward(context, x, merged, bias, down, up):
        context.save_for_backward(x, merged, down, up)
        return torch.nn.functional.linear(x, merged, bias)

    @staticmethod
    def backward(context, gradient):
        x, merged, down, up = context.saved_tensors
        flat, rows = gradient.flatten(0, -2), x.flatten(0, -2)
        small_down, small_up = down.to(x.dtype), up.to(x.dtype)
        through_up = flat @ small_up
        of_down = (through_up.T @ rows).float()
        of_up = (flat.T @ (rows @ small_down.T)).float()
        return gradient @ merged, None, flat.sum(0), of_down, of_up


class LowRankLinear(torch.nn.Module):
    """Stands where a linear layer stood. Call refresh() after `down` and `up` have changed."""

    def __init__(self, base: torch.Tensor, trained: torch.nn.Linear, rank: int) -> None:
        """base: the weight that stays, float32 [out, in]; trained: the layer whose difference from it the low rank
        starts with, as near as the rank allows (singular value decomposition)."""
        super().__init__()
        self.register_buffer("base", base.detach().clone())
        up, down = factors(trained.weight.detach().float() - base, rank)
        self.up, self.down = torch.nn.Parameter(up), torch.nn.Parameter(down)
        self.bias = torch.nn.Parameter(trained.bias.detach().to(torch.bfloat16))
        self.register_buffer("merged", torch.empty_like(base, dtype=torch.bfloat16))
        self.refresh()

    def weight(self) -> torch.Tensor:
        """The changed weight, float32 [out, in]."""
        return self.base + self.up @ self.down

    @torch.no_grad()
    def refresh(self) -> None:
        """Makes the bfloat16 sum anew."""
        self.merged.copy_(self.weight())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Like torch.nn.Linear."""
        return _Merged.apply(x, self.merged, self.bias, self.down, self.up)


def factors(change: torch.Tensor, rank: int) -> tuple[torch.Tensor, torch.Tensor]:
    """(up [out, rank], down [rank, in]), both of the same size, whose product comes nearest to the change."""
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    root = sizes[:rank].sqrt()
    return (left[:, :rank] * root).contiguous(), (root[:, None] * right[:rank]).contiguous()


def put_in(model: torch.nn.Module, trained: torch.nn.Module, base: torch.nn.Module, rank: int) -> list[LowRankLinear]:
    """Replaces every linear layer of `model`; `trained` and `base` have the same layers in float32."""
    originals, layers = dict(base.named_modules()), []
    for name, module in list(trained.named_modules()):
        if isinstance(module, torch.nn.Linear):
            holder, _, last = name.rpartition(".")
            layers.append(LowRankLinear(originals[name].weight, module, rank))
            setattr(model.get_submodule(holder), last, layers[-1])
    return layers
