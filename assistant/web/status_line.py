"""Renders the line that says what is ready: documents, search, chat model.

It asks nothing; a status is handed in.
"""

from html import escape

from assistant.status import Status
from assistant.web.model_machine import switch_text
from assistant.web.wording import counted, number, say


def status_html(status: Status, language: str) -> str:
    """The line as a list of facts, each with a mark for ready, busy or failed."""
    facts = [_stored(status, language), _search(status, language), _model(status, language)]
    for switch in (status.model_switch, status.embedder_switch):
        if switch is not None:
            facts.append(("failed" if switch.failure else "busy", switch_text(switch, language)))
    items = "".join(
        f'<li class="{state}"><span class="dot" aria-hidden="true"></span>{escape(text)}</li>' for state, text in facts
    )
    return f'<ul class="status" aria-label="{escape(say("status.label", language))}">{items}</ul>'


def _stored(status: Status, language: str) -> tuple[str, str]:
    if status.indexing is not None:
        done, total = (number(n, language) for n in status.indexing)
        return "busy", say("status.indexing", language, done=done, total=total)
    if "documents" in status.failures:
        return "failed", _reason(status, language, "documents")
    if not status.documents:
        return "busy", say("status.empty", language)
    documents = counted("documents", status.documents, language)
    return "ready", f"{documents}, {counted('passages', status.passages, language)}"


def _search(status: Status, language: str) -> tuple[str, str]:
    if status.embedder == "failed":
        return "failed", say("status.search_failed", language, reason=_reason(status, language, "embedder"))
    return (
        ("ready", say("status.search", language))
        if status.embedder == "ready"
        else ("busy", say("status.words", language))
    )


def _model(status: Status, language: str) -> tuple[str, str]:
    if status.model == "failed":
        return "failed", say("status.model_failed", language, reason=_reason(status, language, "model"))
    if status.model == "loading":
        return "busy", say("status.model_loading", language, model=status.model_name)
    languages = ", ".join(say(f"language.{name}", language) for name in status.model_languages)
    return "ready", say("status.model_ready", language, model=status.model_name, languages=languages)


def _reason(status: Status, language: str, part: str) -> str:
    """Why a part failed, in the page's language."""
    error = status.failures.get(part)
    return error.in_language(language) if error else ""
