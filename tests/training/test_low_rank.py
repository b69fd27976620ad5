"""Layers with a change of low rank: the forward pass and the gradients are those of the sum."""

import pytest
import torch

from training.low_rank import LowRankLinear, factors, put_in


def layer(rank: int) -> tuple[torch.Tensor, torch.nn.Linear, LowRankLinear]:
    torch.manual_seed(0)
    base = torch.randn(6, 4)
    trained = torch.nn.Linear(4, 6)
    with torch.no_grad():
        trained.weight.copy_(base + torch.randn(6, 2) @ torch.randn(2, 4))
    return base, trained, LowRankLinear(base, trained, rank)


def test_a_change_of_the_rank_is_kept_and_of_a_larger_one_comes_near() -> None:
    _, trained, exact = layer(2)
    assert torch.allclose(exact.weight(), trained.weight, atol=1e-5)
    _, _, coarse = layer(1)
    base, _, nothing = layer(0)
    assert torch.equal(nothing.weight(), base)
    wrong = (coarse.weight() - trained.weight).norm()
    assert 1e-3 < wrong < (base - trained.weight).norm()


def test_both_factors_are_of_the_same_size() -> None:
    up, down = factors(torch.randn(5, 3) * 100, 2)
    assert up.norm() == pytest.approx(float(down.norm()), rel=1e-4)


def test_the_gradients_are_those_of_the_sum() -> None:
    base, _, made = layer(2)
    x = torch.randn(3, 5, 4).bfloat16()
    inputs = x.clone().requires_grad_()
    made(inputs).float().square().sum().backward()
    up, down = made.up.detach().clone().requires_grad_(), made.down.detach().clone().requires_grad_()
    bias, expected = made.bias.detach().float().requires_grad_(), x.float().requires_grad_()
    torch.nn.functional.linear(expected, base + up @ down, bias).square().sum().backward()
    for found, wanted in ((made.up, up), (made.down, down), (made.bias, bias), (inputs, expected)):
        assert found.grad is not None and wanted.grad is not None
        assert torch.allclose(found.grad.float(), wanted.grad, rtol=0.1, atol=0.03 * float(wanted.grad.abs().max()))


def test_a_change_counts_after_a_refresh() -> None:
    _, _, made = layer(2)
    x = torch.ones(1, 4).bfloat16()
    before = made(x)
    with torch.no_grad():
        made.up.mul_(3.0)
    assert torch.equal(made(x), before)
    made.refresh()
    assert not torch.equal(made(x), before)


def test_every_linear_layer_of_a_model_is_replaced() -> None:
    def model() -> torch.nn.Module:
        return torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Linear(3, 2)))

    learning, trained, base = model(), model(), model()
    layers = put_in(learning, trained, base, 2)
    assert len(layers) == 2
    assert [type(one) for one in learning.modules()].count(LowRankLinear) == 2
    assert torch.equal(layers[1].base, base[1][1].weight)
