"""What a rewritten goal is: its text, the placeholders left in it, the questions that would fill them.

Types only; `rewriting` makes them.
"""

from dataclasses import dataclass

from assistant.goals.criteria import GoalCheck
from assistant.passages import Passage

# The parts of a goal that a question can fill, in the order in which they are asked, with their placeholders.
PLACEHOLDERS = {
    "object": ("[Prozess oder Produkt]", "[process or product]"),
    "metric": ("[Kennzahl]", "[metric]"),
    "baseline": ("[Ist-Wert]", "[current value]"),
    "target": ("[Zielwert]", "[target value]"),
    "deadline": ("[Termin]", "[deadline]"),
    "year": ("[Jahr]", "[year]"),
    "owner": ("[verantwortliches Team]", "[responsible team]"),
}
# Criteria that are asked for too, though the sentence has no place for the answer.
UNPLACED = ("A", "R", "data", "feasibility", "operation", "ethics", "budget")
# Everything that can be answered.
SLOTS = (*PLACEHOLDERS, "action", *UNPLACED)


@dataclass(frozen=True)
class Question:
    """What to ask: `slot` is a key of PLACEHOLDERS, or a criterion that the sentence has no place for ('A', 'R',
    'data' …); `placeholder` is '' for those. `answer` is what the user has said so far."""

    slot: str
    text: str
    placeholder: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Rejected:
    """A model's wording that does not stand, and why, worded in the goal's language."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class GoalRewrite:
    """A goal put better. `check` is that of the goal with the user's answers; `changed` is False where there was
    nothing to do. `passages` are those a figure of the text may come from, and similar past goals."""

    check: GoalCheck
    text: str
    written_by: str
    placeholders: tuple[str, ...]
    questions: tuple[Question, ...]
    rejected: tuple[Rejected, ...] = ()
    passages: tuple[Passage, ...] = ()
    model_name: str = ""

    @property
    def changed(self) -> bool:
        return self.text.strip() != self.check.text.strip()

    def as_dict(self) -> dict[str, object]:
        """As `goal --json` prints it."""
        facts = self.check.as_dict()
        rejected = [{"text": item.text, "reasons": list(item.reasons)} for item in self.rejected]
        facts["rewrite"] = {
            "text": self.text,
            "written_by": self.written_by,
            "placeholders": list(self.placeholders),
            "rejected": rejected,
        }
        return facts | {"questions": [{"slot": q.slot, "text": q.text} for q in self.questions]}
