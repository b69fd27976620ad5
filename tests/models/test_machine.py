"""The machine is measured as it is, and limits of control groups count; over trees as containers and services have."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.models.machine import GroupLimits, cpu_flags, group_limits, read_bandwidth, this_machine, usable_cores

HIGH = "9223372036854771712"


def _tree(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text + "\n")
    return root


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, GroupLimits()),
        (
            {
                "proc/self/cgroup": "0::/system.slice/assistant.service",
                "sys/fs/cgroup/cgroup.controllers": "cpu memory",
                "sys/fs/cgroup/system.slice/memory.max": "max",
                "sys/fs/cgroup/system.slice/assistant.service/memory.max": "8000",
                "sys/fs/cgroup/system.slice/assistant.service/memory.current": "3000",
                "sys/fs/cgroup/system.slice/assistant.service/memory.stat": "anon 1500\ninactive_file 1000",
                "sys/fs/cgroup/system.slice/assistant.service/cpu.max": "150000 100000",
            },
            GroupLimits(8_000, 6_000, 1.5),
        ),
        (
            {
                "proc/self/cgroup": "0::/a/b",
                "sys/fs/cgroup/a/memory.max": "5000",
                "sys/fs/cgroup/a/memory.current": "4500",
                "sys/fs/cgroup/a/b/memory.max": "9000",
                "sys/fs/cgroup/a/b/memory.high": "7000",
                "sys/fs/cgroup/a/b/memory.current": "100",
                "sys/fs/cgroup/a/cpu.max": "max 100000",
            },
            GroupLimits(5_000, 500, None),
        ),
        (
            {
                "proc/self/cgroup": "4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n0::/",
                # In a container the host's path leads nowhere: the group is mounted at the root.
                "sys/fs/cgroup/memory/memory.limit_in_bytes": "6000",
                "sys/fs/cgroup/memory/memory.usage_in_bytes": "2500",
                "sys/fs/cgroup/memory/memory.stat": "inactive_file 1\ntotal_inactive_file 500",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "200000",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
            },
            GroupLimits(6_000, 4_000, 2.0),
        ),
        (
            {
                "proc/self/cgroup": "4:memory:/group\n1:cpu:/\n",
                "sys/fs/cgroup/memory/group/memory.limit_in_bytes": HIGH,
                "sys/fs/cgroup/memory/memory.limit_in_bytes": HIGH,
                "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
                "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
            },
            GroupLimits(),
        ),
        (
            {
                "proc/self/cgroup": "0::/full",
                "sys/fs/cgroup/full/memory.max": "1000",
                "sys/fs/cgroup/full/memory.current": "1200",
            },
            GroupLimits(1_000, 0, None),
        ),
    ],
    ids="none v2-service v2-parent v1-container v1-unlimited v2-full".split(),
)
def test_the_lowest_limit_counts(tmp_path: Path, files: Mapping[str, str], expected: GroupLimits) -> None:
    assert group_limits(_tree(tmp_path, files)) == expected


def test_this_machine_has_memory_cores_and_disk(tmp_path: Path) -> None:
    machine = this_machine(tmp_path / "not" / "there", measured=False)
    assert 0 < machine.memory_free <= machine.memory and machine.disk_free > 0 and machine.bandwidth is None
    assert machine.cores > 0 and usable_cores() >= 1


def test_reading_from_memory_is_measured() -> None:
    assert 1e8 < read_bandwidth(1, seconds=0.1) < 1e12


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("processor : 0\nflags\t\t: fpu sse2 avx2\nprocessor : 1\nflags : other\n", {"fpu", "sse2", "avx2"}),
        ("Features\t: fp asimd\n", {"fp", "asimd"}),
        ("model name : none\n", set()),
    ],
)
def test_instruction_sets_are_read(tmp_path: Path, text: str, flags: set[str]) -> None:
    (tmp_path / "cpuinfo").write_text(text)
    assert cpu_flags(tmp_path / "cpuinfo") == flags
    assert cpu_flags(tmp_path / "none") == frozenset()
