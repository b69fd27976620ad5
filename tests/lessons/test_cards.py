"""Passages become cards: by headings, labels and tables, or as they are."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.lessons.card import Part
from assistant.lessons.cards import cards, items, outline
from assistant.manifest import StoredDocument
from assistant.passages import Kind
from tests.lessons.samples import passage

TABLE = """| Nr | Thema | Situation | Lehre | Empfehlung |
| --- | --- | --- | --- | --- |
| 1 | Labeling | Regeln fehlten | Ohne Regeln wird uneinheitlich annotiert | Leitfaden schreiben |
| 2 | Server | Lieferung verspätet | Puffer fehlt | Früher bestellen |"""


def test_parts_under_one_heading_become_one_card() -> None:
    ((card, passages),) = cards(
        [
            passage("Fiktives Beispiel.", "Pilot zu groß"),
            passage("Der Pilot begann mit allen Werken.", "Pilot zu groß", "Situation"),
            passage("Wenige genügen.", "Pilot zu groß", "Lehre"),
            passage("- Klein anfangen.\n- Werke nacheinander. Erst Nord.", "Pilot zu groß", "Empfehlung"),
        ]
    )
    assert card.title == "Pilot zu groß" and len(passages) == 4
    assert card.text(Part.SITUATION) == "Der Pilot begann mit allen Werken."
    advice = [quote.text for quote in card.quotes(Part.RECOMMENDATION)]
    assert advice == ["Klein anfangen.", "Werke nacheinander. Erst Nord."]


def test_a_report_with_several_lessons_gives_a_card_for_each() -> None:
    found = cards(
        [
            passage("Aus drei Monaten.", "Bericht"),
            passage("Niemand hatte gemessen.", "Bericht", "Ausgangswert", "Was ist passiert?"),
            passage("Erst messen.", "Bericht", "Ausgangswert", "Lehre"),
            passage("Data came late.", "Bericht", "Delivery", "Context"),
            passage("Ask early.", "Bericht", "Delivery", "Recommendation"),
        ]
    )
    assert [card.title for card, _ in found] == ["Ausgangswert", "Delivery"]
    assert len({card.key for card, _ in found}) == 2


def test_each_row_of_a_table_of_lessons_is_a_card() -> None:
    found = [card for card, _ in cards([passage(TABLE)])]
    assert [card.title for card in found] == ["Labeling", "Server"]
    assert [card.text(Part.RECOMMENDATION) for card in found] == ["Leitfaden schreiben", "Früher bestellen"]


def test_a_table_without_lessons_is_no_list_of_lessons() -> None:
    table = "| Datum | Betrag |\n| --- | --- |\n| 1.5. | 300 |"
    assert [card.parts for card, _ in cards([passage(table)])] == [()]


def test_labels_in_running_text_name_the_parts() -> None:
    ((card, _),) = cards([passage("Kontext: Der Pilot stand.\nLehre: Früher fragen.", "Retro")])
    assert (card.text(Part.SITUATION), card.text(Part.LESSON)) == ("Der Pilot stand.", "Früher fragen.")


def test_text_that_names_no_part_is_a_card_without_parts() -> None:
    ((card, _),) = cards([passage("Wir haben viel gelernt. Vor allem Geduld.", "Rückblick")])
    assert card.title == "Rückblick" and card.parts == ()


def test_front_matter_decides_the_phase() -> None:
    ((card, _),) = cards([passage("Der Pilot im Betrieb.", "X")], {"phase": "Data Preparation"})
    assert card.phases == ("data_preparation",)


def test_an_outline_knows_what_title_and_front_matter_say() -> None:
    document = StoredDocument(
        path="/a.md",
        name="a.md",
        content_hash="",
        made_by="",
        title="Betriebsrat früh einbinden",
        project="A",
        kind=Kind.LESSON,
        date="2025-01-01",
        language="de",
        attributes={"topics": ["Mitbestimmung"], "phase": "Einführung"},
    )
    assert outline(document).topics == ("co_determination",) and outline(document).phases == ("deployment",)


def test_no_passages_give_no_cards() -> None:
    assert cards([]) == []


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_becomes_cards_whose_quotes_stand_in_it(text: str, headings: list[str]) -> None:
    for card, passages in cards([passage(text, *headings)]):
        assert passages and all(quote.passage.text == text for quote in card.all_quotes())


def test_items_leaves_out_the_line_that_announces_a_list() -> None:
    assert items("Wir empfehlen:\n- Erst messen.\n- Dann planen.") == ["Erst messen.", "Dann planen."]
