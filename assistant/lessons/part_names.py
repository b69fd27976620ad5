"""Which part of a lesson a heading, a column or a label in front of a text names, in German and English.

A closed list of names as they stand in real lessons-learned reports; a heading that only mentions one of them in a
sentence names no part.
"""

import re

from assistant.language import fold_umlauts
from assistant.lessons.card import Part

_NAMES = {
    Part.SITUATION: """
        situation|ausgangslage|ausgangssituation|kontext|hintergrund|anlass|sachverhalt|vorfall|ereignis|verlauf
        problem|problemstellung|beobachtung|was passiert ist|was ist passiert|was geschah|was ist geschehen
        context|background|what happened|driving event|event|incident|incident summary|observation|issue
        problem statement|summary of the incident|the situation|description of driving event
    """,
    Part.CAUSE: """
        ursache|ursachen|ursachenanalyse|grund|gründe|warum|warum es passiert ist|hauptursache|grundursache
        cause|causes|root cause|root causes|root cause analysis|why|why it happened|contributing factors|analysis
    """,
    Part.LESSON: """
        lehre|lehren|lektion|erkenntnis|erkenntnisse|lessons learned|lesson learned|lesson|lessons|lessons learnt
        lesson learnt|was wir gelernt haben|was haben wir gelernt|gelernt|fazit|learning|learnings|takeaway|takeaways
        key takeaways|what we learned|what we learnt|insight|insights|lesson s learned|the lesson|unsere lehre
    """,
    Part.RECOMMENDATION: """
        empfehlung|empfehlungen|handlungsempfehlung|handlungsempfehlungen|maßnahme|maßnahmen|verbesserung
        verbesserungen|verbesserungsvorschlag|verbesserungsvorschläge|beim nächsten mal|nächstes mal|künftig|in zukunft
        was wir anders machen|was wir künftig anders machen|was würden wir anders machen|vorschlag|vorschläge
        recommendation|recommendations|next time|what to do differently|what we would do differently
        what we will do differently|corrective action|corrective actions|review actions|improvement|improvements
       |advice|follow up actions|what we would do next time
    """,
}


def _plain(name: str) -> str:
    """Folded, without numbering, marks and colon: '2. **Empfehlung(en):**' gives 'empfehlung'."""
    folded = re.sub(r"\((?:en|s|n|e)\)", "", fold_umlauts(name))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"^\W*\d+[.)]?\s*", "", folded)).split())


_PART_OF = {
    _plain(name): part for part, names in _NAMES.items() for line in names.splitlines() for name in line.split("|")
}
_PART_OF.pop("", None)
_LONGEST = max(len(name) for name in _PART_OF) + 8
# "Lehre: …", "**Lesson learned:** …", "- Empfehlung – …" at the head of a line.
_LABEL = re.compile(
    r"^[ \t]*(?:[-*•]\s+|\d+[.)]\s+)?(?:\*\*|__)?([^\W\d][^\n:|*_]{2,40}?)(?:\*\*|__)?\s*[:–—](?:\*\*|__)?\s+(?=\S)",
    re.M,
)


def part_named(heading: str) -> Part | None:
    """The part that a heading or the head of a column names, None for any other."""
    return _PART_OF.get(_plain(heading)) if len(heading) <= _LONGEST else None


def labels(text: str) -> list[tuple[int, int, Part]]:
    """(start of the label, start of what it labels, part) of each labelled line, in reading order."""
    found = ((match, part_named(match[1])) for match in _LABEL.finditer(text))
    return [(match.start(), match.end(), part) for match, part in found if part]
