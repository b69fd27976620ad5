"""Batches of several texts: what is written does not depend on who else writes, and nobody is held up."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.budget import Limits
from assistant.models.engine import BATCH, TILE, Engine
from assistant.models.jobs import Job
from assistant.models.llama import Row
from tests.models.toy_model import ToyModel, written

WAIT = 20.0
Start = Callable[..., tuple[Engine, ToyModel]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Engines over a toy model, closed at the end."""
    opened: list[Engine] = []

    def made(
        sequences: int = 4, *, cuts: bool = True, gated: bool = False, memory: int = 2**20
    ) -> tuple[Engine, ToyModel]:
        model = ToyModel(sequences, cuts=cuts)
        if gated:
            model.gate = threading.Semaphore(0)
        opened.append(Engine(model, sequences, memory=memory))
        return opened[-1], model

    yield made
    for engine in opened:
        engine.close()


def said(job: Job) -> list[int]:
    """What a job has written, when it is done."""
    text = ""
    while (piece := job.pieces.get(timeout=WAIT)) is not None:
        if isinstance(piece, ValueError):
            raise piece
        text += piece
    return [int(number) for number in text.split()]


def submitted(engine: Engine, prompt: list[int], count: int = 5, **options: bool) -> Job:
    job = Job(prompt, Limits(count), **options)
    engine.submit(job)
    return job


PROMPT = list(range(1, 80)) * 3


def test_a_text_is_what_the_model_writes_after_the_prompt(start: Start) -> None:
    engine, _ = start()
    assert said(submitted(engine, PROMPT)) == written(PROMPT, 5)


def test_texts_written_together_are_those_written_alone(start: Start) -> None:
    engine, model = start(gated=True)
    prompts = [[number] * (3 + 90 * number) for number in range(1, 7)]
    jobs = [submitted(engine, prompt, 40) for prompt in prompts]
    model.gate.release(10_000)
    assert [said(job) for job in jobs] == [written(prompt, 40) for prompt in prompts]
    assert max(len(batch) for batch in model.batches) == 4


@settings(max_examples=60, deadline=None)
@given(
    cuts=st.booleans(),
    memory=st.sampled_from([0, 2_000, 2**20]),
    plan=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 200), st.integers(0, 60), st.integers(1, 12)),
        min_size=1,
        max_size=12,
    ),
)
def test_whatever_was_written_before_a_text_comes_from_its_own_prompt(
    cuts: bool, memory: int, plan: list[tuple[int, int, int, int]]
) -> None:
    model = ToyModel(3, cuts=cuts)
    engine = Engine(model, 3, memory=memory)
    try:
        jobs = [
            (prompt, count, submitted(engine, prompt, count))
            for kind, shared, own, count in plan
            for prompt in [[kind + 1] * shared + list(range(1, own + 2))]
        ]
        for prompt, count, job in jobs:
            assert said(job) == written(prompt, count)
    finally:
        engine.close()


def test_a_follow_up_costs_only_what_is_new(start: Start) -> None:
    engine, model = start()
    first = said(submitted(engine, PROMPT))
    model.batches.clear()
    follow_up = [*PROMPT, *first, 5, 6, 7]
    assert said(submitted(engine, follow_up)) == written(follow_up, 5)
    # The token written last was never evaluated.
    assert sum(len(row.tokens) for row in model.batches[0]) == 4


def test_a_conversation_displaced_by_others_is_found_again(start: Start) -> None:
    engine, model = start(1)
    others = [[number] * 200 for number in range(2, 6)]
    first = said(submitted(engine, PROMPT))
    for other in others:
        said(submitted(engine, other))
    model.batches.clear()
    assert said(submitted(engine, [*PROMPT, *first, 9])) == written([*PROMPT, *first, 9], 5)
    assert sum(len(row.tokens) for row in model.batches[0]) == 2
    assert engine.fresh([*PROMPT, *first, 9]) <= 2


def test_what_is_kept_for_good_outlives_a_memory_of_nothing(start: Start) -> None:
    engine, model = start(1, cuts=False, memory=0)
    said(submitted(engine, PROMPT, 0, keep=True))
    for number in range(2, 6):
        said(submitted(engine, [number] * 200))
    assert engine.fresh([*PROMPT, 1, 2, 3]) == 3
    model.batches.clear()
    assert said(submitted(engine, [*PROMPT, 1, 2, 3])) == written([*PROMPT, 1, 2, 3], 5)
    assert sum(len(row.tokens) for row in model.batches[0]) == 3


def test_a_model_that_cannot_cut_reads_again_what_it_must(start: Start) -> None:
    engine, _ = start(1, cuts=False)
    said(submitted(engine, PROMPT))
    changed = [*PROMPT[:100], 3, 3, 3]
    assert engine.fresh(changed) == len(changed)
    assert said(submitted(engine, changed)) == written(changed, 5)


def test_a_long_prompt_is_read_in_slices_beside_those_who_write(start: Start) -> None:
    engine, model = start(gated=True)
    short = submitted(engine, [1, 2, 3], 200)
    model.gate.release(3)
    assert isinstance(short.pieces.get(timeout=WAIT), str)
    long = submitted(engine, [5] * 4_000, 1)
    model.gate.release(10_000)
    said(short), said(long)
    slices = [batch for batch in model.batches if any(len(row.tokens) > 1 for row in batch)]
    assert all(sum(len(row.tokens) for row in batch) <= BATCH for batch in model.batches)
    beside = [batch for batch in slices if len(batch) == 2]
    assert len(beside) >= 5 and all({len(row.tokens) for row in batch} > {1} for batch in beside)


def test_rows_are_evaluated_in_the_order_of_the_sequences(start: Start) -> None:
    engine, model = start(gated=True)
    for job in [submitted(engine, [number] * (200 - 40 * number), 30) for number in (3, 1, 4, 2)]:
        model.gate.release(10_000)
        said(job)
    again = [submitted(engine, [number] * (200 - 40 * number), 30) for number in (2, 4, 1, 3)]
    said(again[-1])
    numbers = [[row.sequence for row in batch] for batch in model.batches]
    assert max(map(len, numbers)) > 1 and numbers == [sorted(one) for one in numbers]


@pytest.mark.parametrize(("per_token", "least", "most"), [(0.001, 250, 512), (0.03, 13, 33), (0.2, 5, 5)])
def test_slices_beside_others_follow_the_time_they_take(
    per_token: float, least: int, most: int, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, model = start(gated=True)
    clock, evaluate = [0.0], model.decode

    def decode(rows: Sequence[Row]) -> None:
        clock[0] += per_token * sum(len(row.tokens) for row in rows)
        evaluate(rows)

    monkeypatch.setattr(model, "decode", decode)
    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    short, long = submitted(engine, [1, 2, 3], 2_000), submitted(engine, [5] * 9_000, 1)
    model.gate.release(100_000)
    said(short), said(long)
    beside = [len(row.tokens) for batch in model.batches for row in batch if len(batch) == 2 and len(row.tokens) > 1]
    assert len(beside) > 20 and all(least <= tokens <= most for tokens in beside[20:-1])
    assert beside[-1] < 1.5 * most


@pytest.mark.parametrize("length", [1, 15, 16, 17, 60, 64, 79, 80, 81, 500, 512, 513, 1_000])
def test_a_prompt_is_read_in_whole_tiles(length: int, start: Start) -> None:
    engine, model = start()
    said(submitted(engine, [3] * length, 1))
    read = [len(batch[0].tokens) for batch in model.batches]
    assert sum(read) == length and all(tokens % TILE == 0 for tokens in read[:-1])
    assert len(read) == 1 or read[-1] >= TILE or length > BATCH


def test_a_short_prompt_does_not_wait_for_a_long_one(start: Start) -> None:
    engine, model = start(gated=True)
    long = submitted(engine, [5] * 4_000, 1)
    short = submitted(engine, [6] * 60, 1)
    model.gate.release(10_000)
    said(long), said(short)
    read = [row.sequence for batch in model.batches for row in batch if len(row.tokens) > 1]
    assert read.index(read[-1]) == 0 and len(set(read[:4])) == 2


def test_a_job_more_than_the_sequences_waits_and_knows_its_place(start: Start) -> None:
    engine, model = start(2, gated=True)
    jobs = [Job([number] * 9, Limits(3, expected=10.0 * number)) for number in range(1, 5)]
    for job in jobs:
        engine.submit(job)
    assert [engine.place(job).ahead for job in jobs] == [0, 0, 1, 2]
    assert engine.place().ahead == 3
    assert engine.place(jobs[2]).seconds == pytest.approx(10, abs=1)
    assert engine.place(jobs[3]).seconds == pytest.approx(20, abs=1)
    engine.stop(jobs[2])
    assert engine.place(jobs[3]).ahead == 1
    model.gate.release(10_000)
    assert [len(said(job)) for job in jobs] == [3, 3, 0, 3]
    assert engine.place().ahead == 0


def test_a_stopped_job_ends_within_a_token_and_frees_its_sequence(start: Start) -> None:
    engine, model = start(1, gated=True)
    job = submitted(engine, PROMPT, 1_000)
    model.gate.release(30)
    assert isinstance(job.pieces.get(timeout=WAIT), str)
    engine.stop(job)
    model.gate.release(2)
    said(job)
    model.gate.release(10_000)
    assert said(submitted(engine, [4, 4], 3)) == written([4, 4], 3)


def test_a_prompt_evaluated_alone_is_interrupted(start: Start) -> None:
    engine, model = start(1, gated=True)
    job = submitted(engine, [7] * 400, 3)
    engine.stop(job)
    assert said(job) == []
    model.gate.release(10_000)
    assert said(submitted(engine, [7] * 400, 3)) == written([7] * 400, 3)


def test_two_hundred_stopped_jobs_leave_nothing_behind(start: Start) -> None:
    engine, model = start(3)
    for number in range(200):
        job = submitted(engine, [1 + number % 90] * (20 + number), 500)
        if number % 3:
            job.pieces.get(timeout=WAIT)
        engine.stop(job)
        said(job)
    assert engine.place().ahead == 0 and engine.place().seconds == 0
    assert said(submitted(engine, PROMPT)) == written(PROMPT, 5)


def test_a_job_whose_time_is_up_ends(start: Start) -> None:
    engine, _ = start()
    job = Job([1, 2, 3], Limits(1_000_000, seconds=0.1))
    engine.submit(job)
    assert 0 < len(said(job)) < 1_000_000


def test_a_failure_is_told_to_those_it_hits_and_the_engine_lives_on(start: Start) -> None:
    engine, model = start()
    model.fails = 1
    with pytest.raises(ValueError, match="-3"):
        said(submitted(engine, PROMPT))
    assert engine.place().ahead == 0
    assert said(submitted(engine, PROMPT)) == written(PROMPT, 5)


def test_closing_ends_what_is_written_and_what_waits() -> None:
    model = ToyModel(1)
    model.gate = threading.Semaphore(0)
    engine = Engine(model, 1)
    jobs = [submitted(engine, [3] * 30, 500) for _ in range(3)]
    model.gate.release(10)
    closing = threading.Thread(target=engine.close)
    closing.start()
    model.gate.release(10)
    assert all(len(said(job)) < 500 for job in jobs)
    closing.join(WAIT)
    assert not closing.is_alive()


def test_the_speed_is_known_after_reading_and_writing(start: Start) -> None:
    engine, _ = start()
    assert engine.speed() is None
    said(submitted(engine, PROMPT))
    said(submitted(engine, [9] * 100))
    speed = engine.speed()
    assert speed is not None and speed.reading > speed.writing > 0
