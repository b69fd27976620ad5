"""A model with convolutions beside attention: its state cannot lose a suffix, and what is reused must be exact."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.budget import Limits
from assistant.models.engine import BATCH, Engine
from assistant.models.jobs import Job
from assistant.models.llama import Llama

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bench"))

from shapes import SHAPES, write  # noqa: E402 - lies in bench/, where it is run from

COUNT = 12


@pytest.fixture(scope="module", params=["tiny-hybrid", "tiny"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shapes") / f"{request.param}.gguf"
    write(SHAPES[request.param], path)
    return path


@pytest.fixture
def llama(file: Path) -> Iterator[Llama]:
    model = Llama(file, context=1_024, sequences=2, threads=1, batch=BATCH)
    yield model
    model.close()


def said(engine: Engine, prompt: list[int], **options: bool) -> list[int]:
    job = Job(prompt, Limits(COUNT, 60.0), trial=True, **options)
    engine.submit(job)
    while (piece := job.pieces.get(timeout=60)) is not None:
        assert isinstance(piece, str)
    return list(job.written)


def alone(llama: Llama, prompt: list[int]) -> list[int]:
    """What the model writes when it has evaluated nothing before."""
    for sequence in range(2):
        llama.cut(sequence, 0)
    engine = Engine(llama, 1)
    written = said(engine, prompt)
    engine.close()
    llama.cut(0, 0)
    return written


PROMPT = [1_000 + 7 * number for number in range(150)]


def test_a_hybrid_model_says_that_it_cannot_be_cut(file: Path, llama: Llama) -> None:
    assert llama.cuts == (file.stem == "tiny")


@pytest.mark.parametrize(
    "before",
    [
        [PROMPT],
        [PROMPT[:90]],
        [PROMPT[:90] + [5_000] * 60],
        [[4_000] * 100, PROMPT[:100], [6_000] * 100, [7_000] * 100],
    ],
    ids=["the same prompt", "its beginning", "another end", "displaced by others"],
)
def test_what_was_evaluated_before_does_not_change_a_text(before: list[list[int]], llama: Llama) -> None:
    expected = alone(llama, PROMPT)
    engine = Engine(llama, 2)
    for prompt in before:
        said(engine, prompt, keep=prompt == PROMPT[:90])
    assert said(engine, PROMPT) == expected
    engine.close()


def test_a_follow_up_goes_on_behind_the_answer(llama: Llama) -> None:
    engine = Engine(llama, 2)
    answer = said(engine, PROMPT)
    follow_up = [*PROMPT, *answer, *range(2_000, 2_060)]
    assert engine.fresh(follow_up) <= 61
    written = said(engine, follow_up)
    engine.close()
    assert written == alone(llama, follow_up)


def test_a_prompt_stopped_halfway_leaves_nothing_wrong_behind(llama: Llama) -> None:
    expected = alone(llama, PROMPT)
    engine = Engine(llama, 2)
    for _ in range(5):
        job = Job(PROMPT, Limits(COUNT, 60.0), trial=True)
        engine.submit(job)
        engine.stop(job)
    assert said(engine, PROMPT) == expected
    engine.close()
