"""Whether a model fits is decided by memory, disk, processor and speed, and said with figures."""

from dataclasses import replace

import pytest

from assistant.models.fit import RESERVE, Cause, MemoryPlan, Verdict, fit, memory_plan, writing_speed
from assistant.models.machine import Machine
from assistant.models.memory_need import CacheShape, Demand

GB = 10**9
MODEL = Demand(weights=5 * GB, active=int(2.5 * GB), cache=CacheShape(50_000), vocabulary=260_000, embedding=2_560)
MACHINE = Machine(
    memory=16 * GB,
    memory_free=12 * GB,
    memory_limit=None,
    cores=7,
    flags=frozenset({"sse2", "avx2"}),
    disk_free=50 * GB,
    bandwidth=40e9,
)


@pytest.mark.parametrize(
    ("changed", "to_fetch", "verdict", "causes"),
    [
        ({}, 0, Verdict.FITS, set()),
        ({"memory_free": 7 * GB}, 0, Verdict.TIGHT, {Cause.MEMORY_TIGHT}),
        ({"memory_free": 5 * GB}, 0, Verdict.DOES_NOT_FIT, {Cause.MEMORY}),
        ({"disk_free": 5 * GB}, 5 * GB, Verdict.DOES_NOT_FIT, {Cause.DISK}),
        ({"disk_free": 5 * GB}, 0, Verdict.FITS, set()),
        ({"flags": frozenset({"sse2", "avx"})}, 0, Verdict.TIGHT, {Cause.INSTRUCTIONS}),
        ({"flags": frozenset()}, 0, Verdict.FITS, set()),
        ({"flags": frozenset({"asimd"})}, 0, Verdict.FITS, set()),
        ({"bandwidth": 8e9}, 0, Verdict.TIGHT, {Cause.SLOW}),
        ({"bandwidth": None}, 0, Verdict.FITS, set()),
        ({"cores": 0.5}, 0, Verdict.TIGHT, {Cause.CORES}),
        ({"memory_free": GB, "bandwidth": 1e9}, 0, Verdict.DOES_NOT_FIT, {Cause.MEMORY, Cause.SLOW}),
    ],
    ids="fits tight memory disk there no-avx2 unknown arm slow unmeasured half-core both".split(),
)
def test_a_verdict_has_its_reasons(
    changed: dict[str, object], to_fetch: int, verdict: Verdict, causes: set[Cause]
) -> None:
    found = fit(MODEL, replace(MACHINE, **changed), context=8_192, to_fetch=to_fetch)  # type: ignore[arg-type]
    assert found.verdict is verdict and {reason.cause for reason in found.reasons} == causes


def test_each_text_written_at_once_has_a_context_of_its_own() -> None:
    one, four = (fit(MODEL, MACHINE, context=8_192, sequences=count).need for count in (1, 4))
    assert four.cache == 4 * one.cache == 4 * 8_192 * 50_000 and four.weights == one.weights


def test_the_speed_is_that_of_the_memory_over_what_a_token_reads() -> None:
    assert writing_speed(MODEL, MACHINE) == pytest.approx(0.8 * 40 / 2.5)
    assert writing_speed(replace(MODEL, active=0), MACHINE) is None


def test_a_fit_tells_that_its_speed_is_an_estimate() -> None:
    facts = fit(MODEL, replace(MACHINE, memory_free=GB), context=8_192).as_dict()
    assert facts["verdict"] == "does_not_fit" and facts["estimated"] is True and facts["tokens_per_second"] == 12.8
    assert facts["reasons"] == [{"cause": "memory", "needed": facts["reasons"][0]["needed"], "free": GB}]  # type: ignore[index]


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        (100 * GB, MemoryPlan(4, mapped=False)),
        (MODEL.need(4 * 8_192, sequences=4).total + RESERVE, MemoryPlan(4, mapped=False)),
        (MODEL.need(4 * 8_192, sequences=4).total + RESERVE - 1, MemoryPlan(3, mapped=False)),
        (MODEL.need(8_192).total + RESERVE, MemoryPlan(1, mapped=False)),
        (MODEL.need(8_192).total + RESERVE - 1, MemoryPlan(1, mapped=True)),
        (MODEL.need(8_192).total, MemoryPlan(1, mapped=True)),
        (MODEL.need(8_192).total - 1, None),
        (0, None),
    ],
    ids="much just-four three one mapped just-mapped short nothing".split(),
)
def test_a_model_is_opened_as_the_memory_allows(free: int, expected: MemoryPlan | None) -> None:
    assert memory_plan(MODEL, free, context=8_192, at_once=4) == expected


def test_memory_for_fewer_texts_than_wanted_is_a_tight_fit() -> None:
    free = MODEL.need(8_192).total + RESERVE
    alone, together = (fit(MODEL, replace(MACHINE, memory_free=free), context=8_192, sequences=n) for n in (1, 4))
    assert alone.verdict is Verdict.FITS and together.verdict is Verdict.TIGHT
