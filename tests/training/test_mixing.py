"""Two teachers' vectors mixed: a turned copy is turned back, and the share decides who is heard."""

import numpy as np
import pytest

from training.mixing import mix, mixed, turn

DRAWN = np.random.default_rng(1)
FIRST = DRAWN.normal(size=(50, 4)).astype(np.float32)
FIRST /= np.linalg.norm(FIRST, axis=1, keepdims=True)
TURNED = (FIRST @ np.linalg.qr(DRAWN.normal(size=(4, 4)))[0]).astype(np.float32)
LONGER = np.hstack([TURNED, np.zeros((50, 2), np.float32)])


@pytest.mark.parametrize("second", [TURNED, LONGER])
def test_a_teacher_that_means_the_same_is_turned_back(second: np.ndarray) -> None:
    assert mixed(FIRST, second, turn(FIRST, second), 1.0) == pytest.approx(FIRST, abs=2e-3)


@pytest.mark.parametrize(("share", "nearer"), [(0.1, 0), (0.9, 1)])
def test_the_share_says_whom_the_mean_resembles(share: float, nearer: int) -> None:
    other = np.roll(FIRST, 1, axis=0)
    found = mixed(FIRST, other, np.eye(4, dtype=np.float32), share)
    assert int(np.argmax([(found * FIRST).sum(), (found * other).sum()])) == nearer
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=2e-3)


def test_shorter_vectors_are_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        turn(FIRST, TURNED[:, :3])


def test_files_are_turned_together(tmp_path) -> None:
    files = []
    for name, part in (("a", slice(0, 30)), ("b", slice(30, 50))):
        paths = tuple(tmp_path / f"{name}.{kind}.npy" for kind in ("first", "second", "mixed"))
        np.save(paths[0], FIRST[part])
        np.save(paths[1], LONGER[part])
        files.append(paths)
    mix(files, 0.5)
    assert np.vstack([np.load(paths[2]) for paths in files]) == pytest.approx(FIRST, abs=2e-3)
