"""What fits into the seconds, and what is told before it starts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.budget import (
    LEAST_ANSWER,
    PATIENCE,
    SECONDS,
    Capacity,
    Effort,
    Estimate,
    Place,
    Prompt,
    Speed,
    fitting,
    plan,
)

CAPACITY = Capacity(context=4_096, reading=1_400, answer=400)
PROMPT = Prompt(fixed=300, fresh=100, passages=(200,) * 10)
BOTH = (Effort.SHORT, Effort.THOROUGH)


@pytest.mark.parametrize(
    ("effort", "speed", "passages", "tokens"),
    [
        (Effort.SHORT, Speed(1_000, 100), 1_400, 400),  # a fast machine gives all that the model can take
        (Effort.THOROUGH, Speed(1_000, 100), 1_400, 400),
        (Effort.SHORT, Speed(73, 15.6), 600, 162),
        (Effort.THOROUGH, Speed(73, 15.6), 1_400, 400),
        (Effort.SHORT, Speed(30, 4), 200, LEAST_ANSWER),  # too slow: one passage and the least answer
        (Effort.THOROUGH, Speed(30, 4), 1_200, 187),
        (Effort.SHORT, Speed(0.5, 0.1), 200, LEAST_ANSWER),
    ],
)
def test_the_seconds_decide_how_much_is_read_and_written(
    effort: Effort, speed: Speed, passages: int, tokens: int
) -> None:
    planned = plan(effort, speed, prompt=PROMPT, capacity=CAPACITY)
    assert (planned.passages, planned.limits.tokens) == (passages, tokens)


def test_the_estimate_is_the_time_of_what_is_planned() -> None:
    planned = plan(Effort.SHORT, Speed(100, 10), prompt=PROMPT, capacity=CAPACITY)
    assert (planned.passages, planned.limits.tokens) == (600, 130)
    assert planned.estimate(Place()) == Estimate(7.0, 20.0, 0)
    assert planned.limits.expected == 20.0 and planned.limits.seconds == PATIENCE * 20.0


def test_those_ahead_in_the_queue_are_added_to_the_estimate_but_take_nothing_from_the_answer() -> None:
    planned = plan(Effort.SHORT, Speed(100, 10), prompt=PROMPT, capacity=CAPACITY)
    assert planned.estimate(Place(2, 31.0)) == Estimate(38.0, 51.0, 2)


def test_a_machine_too_slow_for_the_seconds_says_so() -> None:
    planned = plan(Effort.SHORT, Speed(10, 2), prompt=PROMPT, capacity=CAPACITY)
    assert planned.estimate(Place()) == Estimate(30.0, 90.0, 0)
    assert planned.limits.seconds > 90


def test_what_has_been_evaluated_before_costs_nothing() -> None:
    warm = plan(Effort.SHORT, Speed(73, 15.6), prompt=Prompt(2_000, 0, (200,) * 10), capacity=CAPACITY)
    cold = plan(Effort.SHORT, Speed(73, 15.6), prompt=Prompt(2_000, 2_000, (200,) * 10), capacity=CAPACITY)
    assert (warm.passages, cold.passages) == (600, 200)
    assert (cold.reading or 0) - (warm.reading or 0) == pytest.approx(1_600 / 73)


def test_the_usual_length_of_answers_makes_the_estimate_but_not_the_limit() -> None:
    usual = Capacity(4_096, 1_400, 400, usual=50.0)
    planned = plan(Effort.SHORT, Speed(100, 10), prompt=PROMPT, capacity=usual)
    assert planned.limits.tokens == 130 and planned.writing == 5.0


def test_while_the_speed_is_unknown_the_model_decides_and_nothing_is_promised() -> None:
    planned = plan(Effort.SHORT, None, prompt=PROMPT, capacity=CAPACITY)
    assert (planned.passages, planned.limits.tokens, planned.estimate(Place())) == (1_400, 400, None)


def test_the_context_holds_prompt_and_answer() -> None:
    small = Capacity(context=1_000, reading=1_400, answer=400)
    assert plan(Effort.THOROUGH, Speed(1_000, 100), prompt=PROMPT, capacity=small).passages == 200


def test_a_model_that_writes_little_is_given_no_more_than_it_can() -> None:
    terse = Capacity(4_096, 1_400, answer=60)
    assert plan(Effort.SHORT, Speed(1, 0.1), prompt=PROMPT, capacity=terse).limits.tokens == 60


@pytest.mark.parametrize(
    ("passages", "room", "given_tokens"),
    [((), 100, 0), ((5, 5, 5), 10, 10), ((5, 5, 5), 9, 5), ((50, 5), 10, 50), ((5, 50, 5), 20, 5), ((5,), -3, 5)],
)
def test_passages_are_given_in_their_order_and_the_first_always(
    passages: tuple[int, ...], room: int, given_tokens: int
) -> None:
    assert fitting(passages, room) == given_tokens


speeds = st.builds(Speed, st.floats(0.5, 5_000), st.floats(0.1, 500))
prompts = st.builds(Prompt, st.integers(0, 1_000), st.integers(0, 1_000), st.tuples(*[st.integers(1, 400)] * 4))


@given(effort=st.sampled_from(BOTH), speed=speeds, prompt=prompts)
def test_there_is_always_a_passage_and_an_answer_and_more_time_is_only_taken_where_that_needs_it(
    effort: Effort, speed: Speed, prompt: Prompt
) -> None:
    planned = plan(effort, speed, prompt=prompt, capacity=CAPACITY)
    assert planned.passages >= prompt.passages[0] and LEAST_ANSWER <= planned.limits.tokens <= CAPACITY.answer
    estimate = planned.estimate(Place())
    assert estimate is not None and 0 <= estimate.first_token <= estimate.total
    least = (prompt.fresh + prompt.passages[0]) / speed.reading + LEAST_ANSWER / speed.writing
    assert estimate.total <= max(SECONDS[effort], least) + 1 / speed.reading + 1 / speed.writing
    assert planned.limits.seconds >= estimate.total


@given(speed=speeds, prompt=prompts)
def test_thorough_never_reads_or_writes_less_than_short(speed: Speed, prompt: Prompt) -> None:
    short, thorough = (plan(effort, speed, prompt=prompt, capacity=CAPACITY) for effort in BOTH)
    assert thorough.passages >= short.passages
