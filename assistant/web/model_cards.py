"""Renders the list of models: a card for each, with what it is, whether it fits, and what can be done with it.

It asks nothing; what is listed is handed in. Names, paths and addresses come from files and servers and are escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.live_models import Listed
from assistant.models.background_pull import PullState
from assistant.models.choice import EndpointDescription
from assistant.models.entries import ModelKind
from assistant.models.errors import PullStopped
from assistant.models.fit import Fit, Verdict
from assistant.models.thinking import Thinking
from assistant.models_wording import number, reason_text, size_text
from assistant.web.document_list import notice_html
from assistant.web.model_session import ModelSession
from assistant.web.wording import counted, say
from assistant.web.wording import number as whole_number

_MINUTE, _HOUR = 60, 3_600


@dataclass(frozen=True)
class Kinds:
    """Kinds of model that are `busy` changing, or cannot be changed, and those of which the one in use is `broken`."""

    busy: frozenset[ModelKind] = frozenset()
    broken: frozenset[ModelKind] = frozenset()


def list_html(listed: Sequence[Listed], session: ModelSession, language: str, kinds: Kinds) -> str:
    """Both lists."""
    parts = []
    for kind in ModelKind:
        cards = [
            _card(one, session, language, kinds=kinds, place=place)
            for place, one in enumerate(listed)
            if one.offer.kind is kind
        ]
        parts.append(
            f'<section class="models"><h2>{escape(say(f"models.{kind}", language))}</h2>'
            f'<p class="hint">{escape(say(f"models.{kind}_hint", language))}</p><ul>{"".join(cards)}</ul></section>'
        )
    return "".join(parts)


def _card(one: Listed, session: ModelSession, language: str, *, kinds: Kinds, place: int) -> str:
    offer = one.offer
    told = notice_html(session.told[1]) if session.told and session.told[0] == offer.id else ""
    asked = _question(one, session.asking[0], language) if session.asking and session.asking[1] == offer.id else ""
    pulled = _pull(one, language) if one.pull else ""
    refused = notice_html(offer.refused.in_language(language)) if offer.refused else ""
    return (
        f'<li class="model{" used" if one.used else ""}"><div class="model-head"><h3>{escape(offer.name)}</h3>'
        f"{_badges(one, language, kinds)}</div>{_verdict(one, language)}{refused}{pulled}"
        f"{asked or _actions(one, language, kinds)}{told}{_details(one, language, place)}</li>"
    )


def _badges(one: Listed, language: str, kinds: Kinds) -> str:
    offer = one.offer
    tier = offer.tier or ("endpoint" if offer.source == "endpoint" else "own")
    badges = [("badge", say(f"model.tier.{tier}", language))]
    if one.used and offer.kind in kinds.broken:
        badges.append(("badge broken", say("model.failed", language)))
    elif one.used:
        badges.append(("badge in-use", say("model.used", language)))
    elif one.chosen:
        badges.append(("badge", say("model.next_start", language)))
    elif not offer.installed:
        badges.append(("badge absent", say("model.absent", language)))
    return "".join(f'<span class="{style}">{escape(text)}</span>' for style, text in badges)


# --- whether it fits ---


def _verdict(one: Listed, language: str) -> str:
    facts = [_languages(one, language), one.offer.license]
    if isinstance(one.offer.description, EndpointDescription):
        sends = say("model.sends" if one.used else "model.would_send", language, url=one.offer.description.url)
        return f'<p class="model-facts"><b>{escape(sends)}</b> {_joined(facts)}</p>'
    if one.fit is None or one.offer.refused:
        return f'<p class="model-facts">{_joined(facts)}</p>'
    needs = say("model.needs", language, memory=size_text(one.fit.need.total, language))
    facts += [needs, *_speed(one.fit, one.offer.kind, language)]
    reasons = "; ".join(reason_text(reason, language) for reason in one.fit.reasons)
    verdict = escape(say(f"model.{one.fit.verdict}", language))
    why = f'<p class="model-why">{escape(reasons[0].upper() + reasons[1:])}.</p>' if reasons else ""
    return f'<p class="model-facts"><span class="verdict-{one.fit.verdict}">{verdict}</span> {_joined(facts)}</p>{why}'


def _speed(fit: Fit, kind: ModelKind, language: str) -> list[str]:
    if fit.tokens_per_second is None or kind is ModelKind.EMBEDDER or fit.verdict is Verdict.DOES_NOT_FIT:
        return []
    return [say("model.speed", language, speed=number(fit.tokens_per_second, language))]


def _languages(one: Listed, language: str) -> str:
    known = {"de", "en"}
    return ", ".join(say(f"language.{name}", language) if name in known else name for name in one.offer.languages)


def _joined(facts: Sequence[str]) -> str:
    return "".join(f"<span>{escape(fact)}</span>" for fact in facts if fact)


# --- fetching ---


def _pull(one: Listed, language: str) -> str:
    pull = one.pull
    assert pull is not None
    if pull.failure is not None:
        return "" if isinstance(pull.failure, PullStopped) else notice_html(pull.failure.in_language(language))
    if not pull.running:
        return ""
    total = pull.total or one.offer.size
    label = escape(say("pull.label", language, name=one.offer.name), quote=True)
    bar = f'<progress max="{total or 1}" value="{pull.done}" aria-label="{label}"></progress>'
    return f'<div class="pull">{bar}<p class="model-facts">{_joined(pull_facts(pull, total, language))}</p></div>'


def pull_facts(pull: PullState, total: int, language: str) -> list[str]:
    """How far a download is, how fast, and how long it will take."""
    if not pull.done:
        return [say("pull.begins", language)]
    facts = [say("pull.done", language, done=size_text(pull.done, language), total=size_text(total, language))]
    if pull.rate:
        facts.append(say("pull.rate", language, rate=size_text(pull.rate, language)))
        if total > pull.done:
            facts.append(_remaining((total - pull.done) / pull.rate, language))
    return facts


def _remaining(seconds: float, language: str) -> str:
    if seconds < _MINUTE:
        return say("pull.left_seconds", language)
    if seconds < 2 * _HOUR:
        return counted("pull.left_minutes", round(seconds / _MINUTE), language)
    return counted("pull.left_hours", round(seconds / _HOUR), language)


# --- what can be done ---


def _actions(one: Listed, language: str, kinds: Kinds) -> str:
    offer, buttons, hint = one.offer, [], ""
    broken = one.used and offer.kind in kinds.broken
    if one.pull is not None and one.pull.running:
        return f'<div class="model-actions">{_button("stop", one, say("model.stop", language), language)}</div>'
    if not offer.installed:
        fetch = say("model.fetch", language, size=size_text(offer.size, language))
        buttons.append(_button("fetch", one, say("model.fetch_on", language) if one.begun else fetch, language))
        if one.begun:
            done, total = size_text(one.begun, language), size_text(offer.size, language)
            hint = f'<span class="hint">{escape(say("pull.begun", language, done=done, total=total))}</span>'
    elif offer.kind not in kinds.busy and not offer.refused and (broken or not one.used):
        buttons.append(_button("use", one, say("model.use_again" if broken else "model.use", language), language))
    unused = not (offer.ships or one.used or one.chosen or offer.kind in kinds.busy)
    if offer.installed and unused:
        text = say("model.forget" if offer.source == "endpoint" else "model.remove", language)
        buttons.append(_button("remove", one, text, language, quiet=True))
    return f'<div class="model-actions">{"".join(buttons)}{hint}</div>' if buttons else ""


def _button(action: str, one: Listed, text: str, language: str, *, quiet: bool = False) -> str:
    label = escape(say("model.action", language, action=text, name=one.offer.name), quote=True)
    style = "quiet" if quiet else "take"
    return (
        f'<button type="button" class="{style}" data-action="{action}" data-model="{escape(one.offer.id, quote=True)}" '
        f'aria-label="{label}">{escape(text)}</button>'
    )


def _question(one: Listed, action: str, language: str) -> str:
    """Asks before something is removed, or sent to another machine."""
    offer = one.offer
    name = {"remove": "remove_own" if offer.source == "file" else "remove", "use": "use"}[action]
    fields = {"name": offer.name, "size": size_text(offer.size, language), "path": offer.path, "url": ""}
    if isinstance(offer.description, EndpointDescription):
        name, fields["url"] = ("forget" if action == "remove" else "use"), offer.description.url
    id_ = escape(offer.id, quote=True)
    yes, no = escape(say(f"ask.yes_{action}", language)), escape(say("ask.no", language))
    return (
        f'<div class="model-question" role="alertdialog"><p>{escape(say(f"ask.{name}", language, **fields))}</p>'
        f'<button type="button" class="{"danger" if action == "remove" else "take"}" data-action="confirm" '
        f'data-model="{id_}">{yes}</button>'
        f'<button type="button" class="quiet" data-action="cancel">{no}</button></div>'
    )


# --- details ---


def _details(one: Listed, language: str, place: int) -> str:
    rows = "".join(
        f"<dt>{escape(say(f'model.{name}', language))}</dt><dd>{escape(value)}</dd>"
        for name, value in _facts(one, language)
        if value
    )
    if not rows:
        return ""
    summary = escape(say("model.details", language))
    return f'<details class="fold" id="model-{place}"><summary>{summary}</summary><dl>{rows}</dl></details>'


def _facts(one: Listed, language: str) -> list[tuple[str, str]]:
    offer = one.offer
    size = size_text(offer.size, language) if offer.size else ""
    facts = [("size", size), ("memory", _memory(one, language)), ("parameters", _parameters(one, language))]
    facts += [("context", _context(one, language)), ("thinks", _thinks(one, language))]
    if isinstance(offer.description, EndpointDescription):
        source = offer.description.key_variable or offer.description.key_file
        facts.append(("source", say("model.key", language, source=source) if source else ""))
    if offer.entry is not None and offer.entry.repository:
        facts.append(("source", f"{offer.entry.repository}: {offer.entry.file}"))
    facts.append(("checked", offer.checked.get(language, "")))
    if offer.path is not None and offer.installed and not offer.ships:
        facts.append(("path", str(offer.path)))
    return facts


def _memory(one: Listed, language: str) -> str:
    if one.fit is None:
        return ""
    need = one.fit.need
    if not need.cache:
        return size_text(need.total, language)
    sizes = {name: size_text(getattr(need, name), language) for name in ("total", "weights", "cache", "runtime")}
    return say("model.memory_parts", language, **sizes)


def _parameters(one: Listed, language: str) -> str:
    everything, active = one.offer.parameters, one.offer.active
    if everything is None or active is None:
        return ""
    name = "parameters_value" if active > 0.95 * everything else "parameters_active"
    return say(f"model.{name}", language, all=number(everything, language), active=number(active, language))


def _context(one: Listed, language: str) -> str:
    offer = one.offer
    if not offer.context:
        return ""
    name = "context_trained" if offer.trained_context > offer.context else "context_value"
    given, trained = whole_number(offer.context, language), whole_number(offer.trained_context, language)
    text = say(f"model.{name}", language, given=given, trained=trained)
    return f"{text}; {say('model.at_once', language, n=offer.at_once)}" if offer.at_once > 1 else text


def _thinks(one: Listed, language: str) -> str:
    thinks = one.offer.thinks
    if thinks is None:
        return ""
    return say(f"model.thinks.{Thinking.SWITCH if thinks is Thinking.COMMAND else thinks}", language)
