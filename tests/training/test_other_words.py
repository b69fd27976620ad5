"""Questions in other words: read line by line, asked within one field, answered among neighbours."""

import random
from pathlib import Path

import pytest

from training.other_words import AT_ONCE, NEIGHBOURS, Asked, batches, example, fields, passage, read_asked, translations
from training.reading import MalformedLine, Pair

FOLDER = Path(__file__).parents[2] / "training" / "asked"


def field(name: str, size: int) -> list[Asked]:
    return [Asked(f"ask {name}{n}", f"frage {name}{n}", f"text {name}{n}", f"Text {name}{n}") for n in range(size)]


def test_a_line_gives_question_and_text_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("Why?\tWarum?\tBecause.\tDarum.\n", encoding="utf-8")
    assert read_asked(tmp_path / "a.tsv") == [Asked("Why?", "Warum?", "Because.", "Darum.")]


@pytest.mark.parametrize("line", ["Why?\tWarum?\tBecause.", "Why?\tWarum?\tBecause.\t", "a\tb\tc\td\te", ""])
def test_a_line_without_four_texts_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"Why?\tWarum?\tBecause.\tDarum.\n{line}\n", encoding="utf-8")
    with pytest.raises(MalformedLine, match="line 2"):
        read_asked(tmp_path / "a.tsv")


def test_a_passage_holds_its_text_and_at_times_some_neighbours() -> None:
    random.seed(1)
    own, *others = field("a", 9)
    made = [passage(own, others, in_german=True) for _ in range(60)]
    sizes = {one.count("Text") for one in made}
    assert all(own.text_german in one for one in made)
    assert sizes == set(range(1, NEIGHBOURS + 2))


@pytest.mark.parametrize(("in_german", "begins"), [(True, "Text"), (False, "text")])
def test_a_question_stands_in_both_languages_and_its_passage_in_one(in_german: bool, begins: str) -> None:
    own, *others = field("a", 3)
    made = example(own, others, in_german=in_german)
    assert (made.german, made.english, made.in_german) == ("frage a0", "ask a0", in_german)
    assert made.passage.startswith(begins)


def test_a_batch_stays_within_one_field_and_every_field_has_its_turn() -> None:
    random.seed(1)
    stream = batches([field("a", AT_ONCE), field("b", 2 * AT_ONCE + 1)], german=0.5)
    one_round = [next(stream) for _ in range(3)]
    fields = [{example.english[4] for example in batch} for batch in one_round]
    assert sorted(map(str, fields)) == ["{'a'}", "{'b'}", "{'b'}"]
    assert all(len(batch) == AT_ONCE for batch in one_round)


def test_two_questions_about_one_text_never_meet() -> None:
    random.seed(1)
    asked = field("a", AT_ONCE)
    second = [one._replace(question_english=one.question_english + " again") for one in asked]
    batch = next(batches([[*asked, *second]], german=0.0))
    for one in batch:
        answer = one.english.split()[1]
        assert [answer in passage.split() for passage in (other.passage for other in batch)].count(True) == 1


@pytest.mark.parametrize(("german", "languages"), [(0.0, {False}), (0.5, {False, True}), (1.0, {True})])
def test_passages_are_german_as_often_as_asked_for(german: float, languages: set[bool]) -> None:
    random.seed(1)
    assert {example.in_german for example in next(batches([field("a", 50)], german))} == languages


def test_questions_and_texts_are_translations_of_each_other() -> None:
    asked = [Asked(f"Why {n}?", f"Warum {n}?", "Because. It is.", "Darum. Es ist so.") for n in range(2)]
    assert translations(asked) == [
        Pair("Warum 0?", "Why 0?"),
        Pair("Warum 1?", "Why 1?"),
        Pair("Darum. Es ist so.", "Because. It is."),
        Pair("Darum.", "Because."),
        Pair("Es ist so.", "It is."),
    ]
    assert translations([Asked("Why?", "Warum?", "Because it is.", "Darum. Es ist so.")])[2:] == []


def test_our_own_questions_are_complete_and_none_stands_there_twice() -> None:
    asked = [one for field in fields(FOLDER) for one in field]
    assert len(asked) > 1000
    for questions in ([one.question_english for one in asked], [one.question_german for one in asked]):
        assert len(set(questions)) == len(questions)
    assert len({one.text_english for one in asked}) == len({one.text_german for one in asked})
