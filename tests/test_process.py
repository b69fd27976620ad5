"""What a process settles for itself."""

from pathlib import Path

from assistant.process import try_lock


def test_a_lock_is_held_once_and_free_again_when_closed(tmp_path: Path) -> None:
    path = tmp_path / "indexes.lock"
    first = try_lock(path)
    assert first is not None and try_lock(path) is None
    first.close()
    again = try_lock(path)
    assert again is not None
    again.close()
