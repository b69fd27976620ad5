"""Whether a model fits a machine, why not, and how fast it will probably write.

Rules over what `machine` measured and `memory_need` computed; the words are in `models_wording`. Writing one token
reads every active weight once from memory, so the speed is bounded by the memory's (Williams, Waterman, Patterson
2009, roofline model). SHARE of that bound was reached by llama.cpp in two measurements: a model of 135 million
parameters on one core (126 tokens/s) and one of 4 billion on two (15.6 tokens/s). It is an estimate: other load, prompt
length and instruction sets change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.models.machine import Machine
from assistant.models.memory_need import Demand, MemoryNeed
from assistant.models.offers import Offer

SHARE = 0.8
# Memory left to the page, the search indexes, the embedder and the system, in bytes; below it the model is a tight fit.
RESERVE = 1536 << 20
# Tokens a second below which nobody likes to wait: about the speed of reading aloud.
SLOW = 4.0
# Room left on the disk after fetching, in bytes.
DISK_RESERVE = 512 << 20


class Verdict(StrEnum):
    """How a model fits: TIGHT works, with something to mind."""

    FITS = "fits"
    TIGHT = "tight"
    DOES_NOT_FIT = "does_not_fit"


class Cause(StrEnum):
    """What speaks against a model on a machine."""

    MEMORY = "memory"
    MEMORY_TIGHT = "memory_tight"
    DISK = "disk"
    INSTRUCTIONS = "instructions"
    SLOW = "slow"
    CORES = "cores"


_AGAINST = {Cause.MEMORY, Cause.DISK}


@dataclass(frozen=True)
class Reason:
    """A cause with its figures: bytes, except for tokens a second and cores."""

    cause: Cause
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """The verdict with its reasons, the memory needed, and tokens written a second as an estimate, None where the
    memory's speed is not known."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    need: MemoryNeed
    tokens_per_second: float | None

    def as_dict(self) -> dict[str, object]:
        """As `models --json` prints it."""
        speed = self.tokens_per_second
        return {
            "verdict": str(self.verdict),
            "reasons": [{"cause": str(reason.cause), **reason.figures} for reason in self.reasons],
            "tokens_per_second": None if speed is None else round(speed, 1),
            "estimated": True,
        }


@dataclass(frozen=True)
class MemoryPlan:
    """How to open a model: so many `sequences`, and whether its weights stay `mapped`, in pages of the file that the
    system may take back. Mapped weights are slower: they cannot be put into the order that the processor likes best,
    or they would be in memory twice."""

    sequences: int
    mapped: bool


def memory_plan(demand: Demand, free: int, *, context: int, at_once: int) -> MemoryPlan | None:
    """As many sequences as fit into so many bytes of free memory, `at_once` at most; None where not even one does."""
    for sequences in range(at_once, 0, -1):
        if demand.need(context * sequences, sequences=sequences).total + RESERVE <= free:
            return MemoryPlan(sequences, mapped=False)
    return MemoryPlan(1, mapped=True) if demand.need(context).total <= free else None


def fit_of(offer: Offer, machine: Machine) -> Fit | None:
    """How a model fits; None where nothing is known of what it demands."""
    if offer.demand is None:
        return None
    to_fetch = 0 if offer.installed else offer.size
    return fit(offer.demand, machine, context=offer.context, sequences=offer.at_once, to_fetch=to_fetch)


def fit(demand: Demand, machine: Machine, *, context: int, sequences: int = 1, to_fetch: int = 0) -> Fit:
    """How a model with this demand fits, given a context of so many tokens for each of the texts written at once;
    `to_fetch` are the bytes to download first, 0 where it is there. With memory for fewer texts it is a tight fit."""
    need, speed = demand.need(context * sequences, sequences=sequences), writing_speed(demand, machine)
    reasons = [*_memory(need, demand.need(context), machine), *_disk(to_fetch, machine), *_processor(machine)]
    if speed is not None and speed < SLOW:
        reasons.append(Reason(Cause.SLOW, {"tokens_per_second": round(speed, 1)}))
    causes = {reason.cause for reason in reasons}
    verdict = Verdict.DOES_NOT_FIT if causes & _AGAINST else Verdict.TIGHT if causes else Verdict.FITS
    return Fit(verdict, tuple(reasons), need, speed)


def writing_speed(demand: Demand, machine: Machine) -> float | None:
    """Tokens a second that one answer is probably written with."""
    if machine.bandwidth is None or not demand.active:
        return None
    return SHARE * machine.bandwidth / demand.active


def _memory(need: MemoryNeed, least: MemoryNeed, machine: Machine) -> list[Reason]:
    if least.total > machine.memory_free:
        return [Reason(Cause.MEMORY, {"needed": least.total, "free": machine.memory_free})]
    figures = {"needed": need.total, "free": machine.memory_free}
    return [Reason(Cause.MEMORY_TIGHT, figures)] if need.total + RESERVE > machine.memory_free else []


def _disk(to_fetch: int, machine: Machine) -> list[Reason]:
    if not to_fetch or to_fetch + DISK_RESERVE <= machine.disk_free:
        return []
    return [Reason(Cause.DISK, {"needed": to_fetch + DISK_RESERVE, "free": machine.disk_free})]


def _processor(machine: Machine) -> list[Reason]:
    """x86 without AVX2 multiplies several times slower. One core shared with the page stalls both."""
    reasons = []
    if "sse2" in machine.flags and "avx2" not in machine.flags:
        reasons.append(Reason(Cause.INSTRUCTIONS))
    if machine.cores < 1:
        reasons.append(Reason(Cause.CORES, {"cores": machine.cores}))
    return reasons


def shown(size: float) -> str:
    """Bytes as errors tell them."""
    return f"{max(0.0, size) / 1e9:.1f} GB"
