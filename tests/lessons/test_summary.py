"""What to do differently: quoted, each point once, with its sources."""

from assistant.lessons.card import Override
from assistant.lessons.summary import MOST_POINTS, what_to_do
from tests.lessons.samples import card


def _points(*cards: object, query: str = "Pilot", **words: float) -> list[tuple[str, tuple[int, ...]]]:
    found = what_to_do(query, cards, weights=words, similarity=lambda question, texts: None)  # type: ignore[arg-type]
    return [(point.text, point.numbers) for point in found]


def test_recommendations_are_quoted_with_the_number_of_their_card() -> None:
    assert _points(card(recommendation=("Klein anfangen.",))) == [("Klein anfangen.", (1,))]


def test_the_same_advice_of_two_lessons_is_one_point_with_both_sources() -> None:
    one = card("Eins", recommendation=("Die Vertretung zum Projektstart benennen.",))
    other = card("Zwei", recommendation=("Zum Projektstart die Vertretung benennen!",))
    assert _points(one, other) == [("Die Vertretung zum Projektstart benennen.", (1, 2))]


def test_overridden_and_weak_lessons_advise_nothing() -> None:
    old = card(recommendation=("Monatlich nachtrainieren.",), overridden=Override("neu.md", "2025-03-01"))
    weak = card(recommendation=("Kaffee kochen.",), carries=False)
    assert _points(old, weak) == []


def test_a_lesson_without_recommendation_gives_its_lesson() -> None:
    assert _points(card(lesson="Wer erst am Ende fragt, wartet.")) == [("Wer erst am Ende fragt, wartet.", (1,))]


def test_words_of_the_query_come_first_and_no_card_speaks_alone() -> None:
    many = card(recommendation=tuple(f"{word} vor dem Start bestellen" for word in "Server Kabel Lizenz".split()))
    fitting = card("Zwei", recommendation=("Den Betriebsrat einladen.",))
    found = _points(many, fitting, query="Betriebsrat", Betriebsrat=1.0)
    assert found[0][0] == "Den Betriebsrat einladen." and len(found) == 3


def test_there_are_never_more_than_five_points() -> None:
    names = "Abc Def Ghi Jkl Mno".split()
    cards = [card(name, recommendation=(f"{name} bestellen", f"{name} prüfen")) for name in names]
    assert len(_points(*cards)) == MOST_POINTS


def test_no_lessons_give_no_points() -> None:
    assert _points() == []


def test_a_lesson_that_only_shares_a_word_advises_nothing() -> None:
    near = card("Eins", recommendation=("Den Betriebsrat vor der Vorführung fragen.",), score=0.8)
    far = card("Zwei", recommendation=("Rechnungen nachrechnen.",), score=0.5)
    assert _points(near, far) == [("Den Betriebsrat vor der Vorführung fragen.", (1,))]


def test_a_single_fitting_lesson_may_give_all_its_advice() -> None:
    advice = tuple(f"{word} vor dem Start bestellen" for word in "Server Kabel Lizenz Strom".split())
    assert len(_points(card(recommendation=advice))) == 4
