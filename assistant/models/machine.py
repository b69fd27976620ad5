"""What this machine has to offer a model now: memory, cores, instruction sets, disk, speed of the memory.

Limits of control groups (containers, systemd services) count where they are lower than what the machine has. Read on
Linux; elsewhere the limits and instruction sets are unknown. It judges nothing: see `fit`.
"""

import math
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from assistant.settings import free_cores

# Larger than the caches of server processors share among cores; read by each core in turn while measuring.
BUFFER = 64 << 20
MEASURED_SECONDS, ROUNDS = 0.4, 8
# Control groups without a limit say so with a number near 2^63.
_UNLIMITED = 1 << 60


@dataclass(frozen=True)
class Machine:
    """Bytes of memory in all and free now, within `memory_limit` where a control group sets one; `cores` that a model
    may keep busy, which may be a fraction; bytes free on the disk of the models; `bandwidth` in bytes a second that
    these cores read from memory together, None where it was not measured."""

    memory: int
    memory_free: int
    memory_limit: int | None
    cores: float
    flags: frozenset[str]
    disk_free: int
    bandwidth: float | None = None


@dataclass(frozen=True)
class GroupLimits:
    """What control groups allow: bytes of memory in all and still free, and cores; None where they set no limit."""

    memory: int | None = None
    memory_free: int | None = None
    cores: float | None = None


def this_machine(folder: Path, *, measured: bool = True) -> Machine:
    """The machine as it is now; `folder` is where models are kept. Measuring takes MEASURED_SECONDS of all cores but
    one."""
    limits, memory = group_limits(), psutil.virtual_memory()
    cores = min(free_cores(), limits.cores or math.inf)
    existing = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    return Machine(
        memory=min(memory.total, limits.memory or memory.total),
        memory_free=free_memory(),
        memory_limit=limits.memory,
        cores=cores,
        flags=cpu_flags(),
        disk_free=shutil.disk_usage(existing).free,
        bandwidth=read_bandwidth(max(1, math.floor(cores))) if measured else None,
    )


def free_memory() -> int:
    """Bytes that this process may still take, within the limits of its control groups."""
    available, limit = psutil.virtual_memory().available, group_limits().memory_free
    return available if limit is None else min(available, limit)


def cpu_flags(path: Path = Path("/proc/cpuinfo")) -> frozenset[str]:
    """Instruction sets by their names in Linux; empty where they cannot be told."""
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    named = (line.partition(":") for line in lines)
    listed = (words for key, _, words in named if key.strip() in ("flags", "Features"))
    return frozenset(next(listed, "").split())


def read_bandwidth(threads: int, seconds: float = MEASURED_SECONDS) -> float:
    """Bytes a second that so many threads read from memory together: the best of some rounds, since other programs take
    their share of each."""
    buffers = [np.ones(BUFFER // 8, dtype=np.uint64) for _ in range(threads)]
    return max(_round(buffers, seconds / ROUNDS) for _ in range(ROUNDS))


def _round(buffers: list[np.ndarray], seconds: float) -> float:
    passes = [0] * len(buffers)
    end = time.perf_counter() + seconds

    def read(number: int) -> None:
        while time.perf_counter() < end:
            np.bitwise_or.reduce(buffers[number])
            passes[number] += 1

    start = time.perf_counter()
    workers = [threading.Thread(target=read, args=(number,)) for number in range(len(buffers))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(passes) * BUFFER / (time.perf_counter() - start)


# --- control groups -----------------------------------------------------------------------------------------------


def group_limits(root: Path = Path("/")) -> GroupLimits:
    """The lowest limits of the groups this process is in, version 1 or 2 (kernel.org, admin-guide/cgroup-v1 and
    cgroup-v2). In a container the path of the group may lead nowhere; then the group mounted for it counts."""
    memory, free, cores = [], [], []
    for folder in _groups(root):
        if (limit := _memory_limit(folder)) is not None:
            memory.append(limit)
            free.append(max(0, limit - _memory_used(folder)))
        if (quota := _quota(folder)) is not None:
            cores.append(quota)
    return GroupLimits(min(memory, default=None), min(free, default=None), min(cores, default=None))


def _groups(root: Path) -> Iterator[Path]:
    """The folders of this process's groups and of all above them."""
    listed, mounted = root / "proc/self/cgroup", root / "sys/fs/cgroup"
    if not listed.is_file():
        return
    for line in listed.read_text(encoding="utf-8").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        names = [] if number == "0" else [controllers, *controllers.split(",")]
        for base in dict.fromkeys(mounted / name for name in names or [""]):
            below = base / group.strip("/")
            yield from (folder for folder in (below, *below.parents) if folder.is_relative_to(base) and folder.is_dir())


def _memory_limit(folder: Path) -> int | None:
    values = [_number(folder / name) for name in ("memory.max", "memory.high", "memory.limit_in_bytes")]
    known = [int(value) for value in values if value is not None and value < _UNLIMITED]
    return min(known, default=None)


def _memory_used(folder: Path) -> int:
    """Bytes in use that cannot be had back: pages of files that nobody has touched for a while are given up first."""
    used = _number(folder / "memory.current")
    used = _number(folder / "memory.usage_in_bytes") if used is None else used
    statistics = _statistics(folder / "memory.stat")
    idle = statistics.get("total_inactive_file", statistics.get("inactive_file", 0))
    return max(0, int(used or 0) - idle)


def _statistics(path: Path) -> Mapping[str, int]:
    if not path.is_file():
        return {}
    pairs = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2 and pair[1].isdigit()}


def _quota(folder: Path) -> float | None:
    """Cores that the group may use together."""
    if (folder / "cpu.max").is_file():
        quota, _, period = (folder / "cpu.max").read_text(encoding="utf-8").strip().partition(" ")
        return int(quota) / int(period or 100_000) if quota.isdigit() else None
    quota, period = (_number(folder / f"cpu.cfs_{name}_us") for name in ("quota", "period"))
    return quota / period if quota and quota > 0 and period else None


def _number(path: Path) -> float | None:
    """The number in the file; None where there is no file, infinity for "max"."""
    if not path.is_file():
        return None
    text = path.read_text(encoding="utf-8").strip()
    return math.inf if text == "max" else float(text)


def usable_cores() -> int:
    """Whole cores to keep busy without stalling: all but one of those allowed, and not more than the group's quota."""
    return max(1, math.floor(min(free_cores(), group_limits().cores or math.inf)))
