"""What minutes and retrospectives may have to teach."""

import pytest

from assistant.lessons.candidates import Sign, as_form, candidates
from assistant.lessons.card import Part
from tests.lessons.samples import passage


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Beim nächsten Mal laden wir den Betriebsrat zuerst ein.", Part.RECOMMENDATION),
        ("Künftig prüft der Einkauf die Anlagen.", Part.RECOMMENDATION),
        ("Den Umfang des Pilots würden wir heute anders wählen.", Part.RECOMMENDATION),
        ("Next time we ask the works council first.", Part.RECOMMENDATION),
        ("We'd start with one plant only.", Part.RECOMMENDATION),
        ("Wir hätten die Daten früher prüfen müssen.", Part.LESSON),
        ("Früher hätten wir die Schnittstelle testen sollen.", Part.LESSON),
        ("Eine Woche Vorlauf wäre deutlich billiger gewesen.", Part.LESSON),
        ("Den Aufwand für das Labeling haben wir stark unterschätzt.", Part.LESSON),
        ("Rückblickend war der Pilot zu groß.", Part.LESSON),
        ("Die Zusage kam zu spät.", Part.LESSON),
        ("Der Leitfaden hat sich bewährt.", Part.LESSON),
        ("We should have tested the interface earlier.", Part.LESSON),
        ("In hindsight the pilot was too large.", Part.LESSON),
        ("Okoro regretted not having waited.", Part.LESSON),
        ("Hätten wir die Überwachung von Anfang an gehabt, wäre der Ausfall aufgefallen.", Part.LESSON),
        ("Ohne das Probewochenende wären wir blind in den Betrieb gegangen.", Part.LESSON),
        ("Drei Themen hätten für den Start gereicht.", Part.LESSON),
        ("Es hat sich gezeigt, dass die Schicht nur eigenen Messungen traut.", Part.LESSON),
        ("Daraus nehmen wir mit: Kriterien gehören vor den ersten Sprint.", Part.LESSON),
        ("Fazit aus dem ersten Monat: lieber drei verlässliche Sensoren.", Part.LESSON),
        ("Weniger Umfang hätte genügt.", Part.LESSON),
        ("With more care we would have seen the dialect problem in week one.", Part.LESSON),
        ("It turned out that nobody read the release notes.", Part.LESSON),
        ("Wir raten jedem Nachfolgeprojekt zu einheitlichen Nummern.", Part.RECOMMENDATION),
        ("If we had to start again, we would begin with one department.", Part.RECOMMENDATION),
        ("Niemand war für die Pflege zuständig.", Part.SITUATION),
        ("The team had assumed the claim codes were stable.", Part.SITUATION),
    ],
)
def test_phrases_betray_a_lesson(sentence: str, part: Part) -> None:
    text = f"Der Server kam im Mai. {sentence} Danach ging es weiter."
    (found,) = candidates([passage(text)])
    assert (found.text, found.part, found.sign) == (sentence, part, Sign.PHRASE)
    assert text[found.start : found.end] == sentence and found.before == "Der Server kam im Mai."


@pytest.mark.parametrize(
    "sentence",
    [
        "Was machen wir beim nächsten Mal anders?",
        "Beim nächsten Termin sprechen wir über das Budget.",
        "Es ist noch nicht zu spät für eine Anmeldung.",
        "The budget was approved at the next meeting.",
        "Aldercott would have liked home insurance as well.",
        "Marchetti will present next time.",
        "Das nächste Mal trifft sich die Runde am 12. Juni.",
        "Herr Petersen kam wegen eines Staus zu spät.",
        "Patel regrets the late distribution of papers.",
        "Der Fachbereich hätte gern einen Link auf der Startseite.",
        "Alle Verfahren wurden rückblickend an denselben Ausfällen geprüft.",
        "",
    ],
)
def test_questions_and_plans_are_no_lessons(sentence: str) -> None:
    assert candidates([passage(sentence)]) == []


def test_a_label_gives_its_line_and_the_situation_beside_it_none() -> None:
    text = "Situation: Der Pilot stand drei Wochen.\n**Lehre:** Die Freigabe gehört in den Plan.\nNächster Punkt."
    (found,) = candidates([passage(text)])
    assert (found.text, found.sign) == ("Die Freigabe gehört in den Plan.", Sign.LABEL)


def test_lists_under_the_headings_of_a_retrospective_are_taken_point_by_point() -> None:
    found = candidates(
        [
            passage("- Jede Woche den Stand zeigen\n- Fehler offen besprechen", "Retro", "Keep"),
            passage("* Zu viele Sitzungen am Montag", "Retro", "Was lief schlecht?"),
            passage("1. Testdaten getrennt halten", "Retro", "Try"),
            passage("- Brot und Butter kaufen", "Retro", "Einkauf"),
        ]
    )
    assert [(each.text, each.part) for each in found] == [
        ("Jede Woche den Stand zeigen", Part.RECOMMENDATION),
        ("Fehler offen besprechen", Part.RECOMMENDATION),
        ("Zu viele Sitzungen am Montag", Part.SITUATION),
        ("Testdaten getrennt halten", Part.RECOMMENDATION),
    ]


def test_a_start_stop_continue_table_gives_its_cells_with_their_places() -> None:
    text = (
        "| Start | Stop | Continue |\n| --- | --- | --- |\n"
        "| Früher mit Anwendern testen | Anforderungen mündlich ändern | Jeden Freitag Fehler zeigen |\n"
        "|  | Ohne Protokoll entscheiden | |"
    )
    found = candidates([passage(text)])
    assert [each.text for each in found] == [
        "Früher mit Anwendern testen",
        "Anforderungen mündlich ändern",
        "Jeden Freitag Fehler zeigen",
        "Ohne Protokoll entscheiden",
    ]
    assert all(text[each.start : each.end] == each.text for each in found)


def test_other_tables_and_action_items_are_left_alone() -> None:
    table = "| Datum | Aufgabe |\n| --- | --- |\n| 1.5. | Server bis Mai bestellen |"
    assert candidates([passage(table), passage("- A1: Retest – Zielinski – 3 March", "Action items")]) == []


def test_the_box_of_a_task_is_no_part_of_its_text() -> None:
    text = "- [ ] Modellregister einführen\n- [x] Frist in die Vereinbarung schreiben"
    found = candidates([passage(text, "Retro", "Maßnahmen")])
    assert [each.text for each in found] == ["Modellregister einführen", "Frist in die Vereinbarung schreiben"]


def test_no_place_is_offered_twice() -> None:
    text = "Lehre: Beim nächsten Mal hätten wir früher messen sollen."
    assert len(candidates([passage(text, "Retro", "Lehren")])) == 1


RETRO = passage(
    "Der Betriebsrat fragte nach den Daten. Wir hätten ihn früher einladen sollen.\n\n"
    "Beim nächsten Mal laden wir ihn vor der Vorführung ein.",
    project="pumpen",
    date="2025-02-03",
)


def test_candidates_together_become_one_lesson_with_its_source() -> None:
    form = as_form(candidates([RETRO]))
    assert form.title == "Wir hätten ihn früher einladen sollen"
    assert form.situation == "Der Betriebsrat fragte nach den Daten."
    assert form.lesson == "Wir hätten ihn früher einladen sollen."
    assert form.recommendation == "Beim nächsten Mal laden wir ihn vor der Vorführung ein."
    assert (form.project, form.date, form.language, form.source) == ("pumpen", "2025-02-03", "de", "notizen/a.md")


def test_one_candidate_keeps_the_sentence_before_it_as_its_situation() -> None:
    form = as_form(candidates([RETRO])[1:])
    assert (form.situation, form.lesson) == ("Wir hätten ihn früher einladen sollen.", "")
    assert form.title == "Beim nächsten Mal laden wir ihn vor der Vorführung ein"


def test_a_long_title_is_cut_between_words() -> None:
    (found,) = candidates([passage("Künftig " + "prüfen wir die Anlagen " * 9 + "gründlich.")])
    title = as_form([found]).title
    assert title.endswith(" …") and len(title) <= 72


@pytest.mark.parametrize("word", ["hätten wir ", "rächt, ", "had we ", "früher ", "haben wir "])
def test_many_letters_without_a_sentence_end_hold_no_candidate_and_do_not_hang(word: str) -> None:
    assert candidates([passage(word * 20_000)]) == []
