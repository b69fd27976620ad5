"""The starter chat model words a lesson: whatever it writes, what is taken stands or is the rules' own text."""

from datetime import date

from assistant.lesson_wording import FIELDS, LessonWording, Worded
from assistant.lessons.capture import LessonForm
from assistant.lessons.wording_guard import objections
from assistant.models.catalogue import starter_chat_model
from assistant.models.local import LocalChatModel
from assistant.prompts import Prompts
from assistant.workspace import PROMPTS

FORM = LessonForm(
    title="We should have invited them earlier",
    situation="The works council heard of the tests after three weeks.",
    lesson="We should have invited them earlier.",
    language="en",
)
QUOTES = ["The works council heard of the tests after three weeks. We should have invited them earlier."]


def test_what_the_starter_model_writes_is_taken_only_where_it_stands() -> None:
    model = LocalChatModel(description=starter_chat_model(), threads=1)
    model.load()
    try:
        wording = LessonWording(Prompts(PROMPTS))
        wording.writer = model
        *_, last = wording.stream(FORM, QUOTES)
        assert not wording.writes("de")
    finally:
        model.close()
    assert isinstance(last, Worded) and last.failure is None and last.form.recommendation == ""
    for name in FIELDS:
        ruled, text = getattr(FORM, name), getattr(last.form, name)
        sources = [*(getattr(FORM, other) for other in FIELDS), *QUOTES]
        kept = {"ruled": ruled, "language": "en", "sources": sources, "today": date.today()}
        assert text == ruled or not objections(text, field=name, **kept)
