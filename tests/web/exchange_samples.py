"""Exchanges and answers with everything filled in that a test does not care about."""

from assistant.answer import Answer, Mode, Seconds
from assistant.conversation import Exchange, State
from assistant.grounding import Citation, Sentence, Support
from assistant.passages import Passage

PASSAGE = Passage("1-a", "Der Pilot begann später.", "notiz.md", "Notiz <1>")
QUOTED = Sentence("Der Pilot begann später.", Support.QUOTED, (1,))


def answer(**changes: object) -> Answer:
    """A model's answer of one quoted sentence."""
    facts: dict[str, object] = {
        "text": "Der Pilot begann später. [1]",
        "language": "de",
        "mode": Mode.ANSWER,
        "written_by": "model",
        "refused": False,
        "passages": (PASSAGE,),
        "citations": (Citation(1, PASSAGE, "Der Pilot begann später."),),
        "sentences": (QUOTED,),
        "seconds": Seconds(0.1, 1.0, 2.25),
    }
    return Answer(**facts | changes)  # type: ignore[arg-type]


def exchange(number: int = 2, **changes: object) -> Exchange:
    """An exchange of conversation 7; finished where it has an answer, else running."""
    facts: dict[str, object] = {
        "id": 40 + number,
        "conversation": 7,
        "number": number,
        "question": "Warum?",
        "asked_at": "2026-03-01T10:00:00+00:00",
        "passages": (PASSAGE,),
        "state": State.FINISHED if changes.get("answer") else State.RUNNING,
        "mode": Mode.ANSWER,
    }
    return Exchange(**facts | changes)  # type: ignore[arg-type]
