"""Goals checked and rewritten by the rules alone, without documents, with the catalogue that ships."""

from assistant.goals.rewrite import GoalRewrite
from assistant.prompts import Prompts
from assistant.rewriting import Reworded, Rewriting
from assistant.workspace import PROMPTS
from tests.goals.ruled import USES


class _Catalogue:
    """The catalogue while the embedder loads."""

    uses = USES

    def likeness(self, goal: str, language: str) -> None:
        return None


REWRITING = Rewriting(None, Prompts(PROMPTS), _Catalogue())


def rewritten(goal: str) -> GoalRewrite:
    """The final rewrite."""
    *_, last = REWRITING.rewrite(goal)
    assert isinstance(last, Reworded)
    return last.rewrite
