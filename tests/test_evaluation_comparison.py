"""What got better and worse between two runs, and when chance explains it."""

import pytest

from assistant.evaluation_comparison import Change, Measured, compare, corrected, sign_test


def _run(*shares: float, figure: str = "recall@1", language: str = "de", of: int = 1) -> list[Measured]:
    return [
        Measured("s", str(place), f"Frage {place}", language, {figure: (share * of, of)})
        for place, share in enumerate(shares)
    ]


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1), (1, 0, 1), (5, 0, 2 / 32), (0, 6, 2 / 64), (3, 3, 1), (2, 10, 2 * 79 / 4096), (10, 2, 2 * 79 / 4096)],
)
def test_the_sign_test_is_exact_and_two_sided(better: int, worse: int, p: float) -> None:
    assert sign_test(better, worse) == pytest.approx(p)


def test_the_same_run_twice_changes_nothing() -> None:
    run = _run(1, 0, 1)
    assert compare(run, run).changes == () and not compare(run, run).got_worse


def test_six_cases_worse_are_more_than_chance_explains() -> None:
    done = compare(_run(*[1] * 6, 0, 1), _run(*[0] * 6, 0, 1))
    (change,) = done.changes
    assert change.got_worse and done.got_worse and not change.got_better
    assert [case.id for case in change.worse] == list("012345") and change.better == ()
    assert (change.before, change.after) == (7 / 8, 1 / 8)


def test_five_cases_worse_may_be_chance() -> None:
    done = compare(_run(*[1] * 5), _run(*[0] * 5))
    assert len(done.changes[0].worse) == 5 and not done.got_worse


def test_more_of_a_bad_figure_is_worse() -> None:
    done = compare(_run(*[0] * 8, figure="wrong_refusals"), _run(*[1] * 8, figure="wrong_refusals"))
    assert done.got_worse
    assert (
        compare(_run(*[0.25] * 8, figure="unsupported", of=4), _run(*[0] * 8, figure="unsupported", of=4))
        .changes[0]
        .got_better
    )


def test_a_figure_that_is_neither_good_nor_bad_is_not_compared() -> None:
    assert compare(_run(*[0] * 8, figure="quoted"), _run(*[1] * 8, figure="quoted")).changes == ()


def test_languages_are_compared_apart() -> None:
    before = _run(*[1] * 6) + _run(*[0] * 6, language="en")
    renamed = [Measured("t", case.id, case.text, "en", case.measures) for case in before[6:]]
    after = _run(*[0] * 6) + [Measured("t", c.id, c.text, "en", {"recall@1": (1, 1)}) for c in renamed]
    done = compare(before[:6] + renamed, after)
    assert [(change.language, len(change.worse), len(change.better)) for change in done.changes] == [
        ("de", 6, 0),
        ("en", 0, 6),
    ]


def test_only_cases_of_both_runs_are_compared_and_the_others_counted() -> None:
    before, after = _run(1, 1, 1), _run(0, 1)
    after[1] = Measured("s", "1", "Eine andere Frage", "de", {"recall@1": (0, 1)})
    done = compare(before, after)
    assert (done.shared, done.only_before, done.only_after) == (1, 2, 1)
    assert [case.id for case in done.changes[0].worse] == ["0"]


def test_a_figure_measured_in_one_run_only_does_not_count() -> None:
    assert compare(_run(1), [Measured("s", "0", "Frage 0", "de", {})]).changes == ()
    assert compare(_run(1), [Measured("s", "0", "Frage 0", "de", {"recall@1": (0, 0)})]).changes == ()


def _change(p: float) -> Change:
    return Change("recall@1", "de", before=1, after=0, better=(), worse=(), p=p)


@pytest.mark.parametrize(
    ("chances", "significant"),
    [
        ([0.04], [True]),
        ([0.04, 0.04], [False, False]),
        ([0.04, 0.02], [True, True]),
        ([0.03, 0.001, 0.03], [False, True, False]),
        ([], []),
    ],
)
def test_many_figures_make_one_change_count_less(chances: list[float], significant: list[bool]) -> None:
    assert [change.significant for change in corrected([_change(p) for p in chances])] == significant
