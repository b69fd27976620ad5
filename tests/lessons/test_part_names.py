"""Headings, columns and labels that name a part of a lesson, and those that only look like it."""

import pytest

from assistant.lessons.card import Part
from assistant.lessons.part_names import labels, part_named


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Situation", Part.SITUATION),
        ("2. Was ist passiert?", Part.SITUATION),
        ("What happened", Part.SITUATION),
        ("Driving event", Part.SITUATION),
        ("Root cause", Part.CAUSE),
        ("URSACHE(N):", Part.CAUSE),
        ("Lessons learned", Part.LESSON),
        ("**Lehre**", Part.LESSON),
        ("Lesson(s) Learned", Part.LESSON),
        ("Maßnahmen", Part.RECOMMENDATION),
        ("Massnahmen", Part.RECOMMENDATION),
        ("Beim nächsten Mal", Part.RECOMMENDATION),
        ("Was wir künftig anders machen", Part.RECOMMENDATION),
        ("What we would do differently", Part.RECOMMENDATION),
        ("Lehrerzimmer", None),
        ("Action items", None),
        ("Die Situation am Markt im dritten Quartal und danach", None),
        ("", None),
        ("...", None),
        ("Situation " * 500, None),
    ],
)
def test_a_heading_names_a_part_only_by_its_usual_names(heading: str, part: Part | None) -> None:
    assert part_named(heading) is part


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lehre: Erst messen.", [(Part.LESSON, "Erst messen.")]),
        ("**Lesson learned:** Measure first.", [(Part.LESSON, "Measure first.")]),
        ("- Empfehlung – früher fragen", [(Part.RECOMMENDATION, "früher fragen")]),
        ("Kontext: Pilot.\nLehre: Kleiner.", [(Part.SITUATION, "Pilot.\n"), (Part.LESSON, "Kleiner.")]),
        ("Termin: 3. Mai", []),
        ("Die Lehre daraus: keine.", []),
        ("Lehre:", []),
    ],
)
def test_a_label_in_front_of_a_line_names_what_follows(text: str, found: list[tuple[Part, str]]) -> None:
    places = labels(text)
    bounds = [*(start for start, _, _ in places), len(text)]
    assert [(part, text[start:end]) for (_, start, part), end in zip(places, bounds[1:], strict=True)] == found
