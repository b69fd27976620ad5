"""Everything that one chat model writes with, over one retrieval: answers, goals, risks, lessons.

Joined once and not changed afterwards: whoever has begun to write goes on with the same model, and another model is
another Writing. Without a model rules write alone.
"""

from dataclasses import dataclass

from assistant.answering import Answering
from assistant.lesson_wording import LessonWording
from assistant.models.local import LocalChatModel
from assistant.models.remote import RemoteChatModel
from assistant.prompts import Prompts
from assistant.retrieval import Retrieval
from assistant.rewriting import Rewriting
from assistant.risk_wording import RiskWording

ChatModel = LocalChatModel | RemoteChatModel


@dataclass(frozen=True, eq=False)
class Writing:
    """What writes; `answering` is None where another process holds the indexes."""

    retrieval: Retrieval
    model: ChatModel | None
    answering: Answering | None
    rewriting: Rewriting
    risk_wording: RiskWording
    lesson_wording: LessonWording


def writing(retrieval: Retrieval, model: ChatModel | None, prompts: Prompts) -> Writing:
    """All of it over a retrieval, with a model that is loaded, or by rules alone."""
    joined = Writing(
        retrieval=retrieval,
        model=model,
        answering=None if retrieval.search is None else Answering(retrieval.search, prompts),
        rewriting=Rewriting(retrieval.search, prompts, retrieval.kpis),
        risk_wording=RiskWording(prompts),
        lesson_wording=LessonWording(prompts),
    )
    for part in (joined.answering, joined.rewriting, joined.risk_wording, joined.lesson_wording):
        if part is not None:
            part.writer = model
    return joined
