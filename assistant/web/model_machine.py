"""Renders what this machine has for models, and a change from one model to another on its way. It asks nothing."""

from html import escape
from pathlib import Path

from assistant.models.machine import Machine
from assistant.models_wording import SHOWN_FLAGS, number, size_text
from assistant.status import Switch, SwitchStep
from assistant.web.wording import counted, say
from assistant.web.wording import number as whole_number


def machine_html(machine: Machine, language: str, *, fixed: Path | None) -> str:
    """Memory, processor, disk and limits in plain words."""
    facts = _rows(machine, language)
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    notes = []
    if machine.memory_limit is not None:
        notes.append(say("machine.limit", language, limit=size_text(machine.memory_limit, language)))
    if fixed is not None:
        notes.append(say("machine.fixed", language, path=fixed))
    said = "".join(f'<p class="hint">{escape(note)}</p>' for note in notes)
    again = escape(say("machine.again", language))
    return (
        f'<section class="machine"><header><h2>{escape(say("machine.heading", language))}</h2>'
        f'<button type="button" class="quiet" data-action="look">{again}</button></header><dl>{rows}</dl>'
        f"{said}</section>"
    )


def _rows(machine: Machine, language: str) -> list[tuple[str, str]]:
    free, everything = size_text(machine.memory_free, language), size_text(machine.memory, language)
    rows = [
        (say("machine.memory", language), say("machine.memory_value", language, free=free, all=everything)),
        (say("machine.processor", language), f"{_cores(machine, language)}; {_flags(machine, language)}"),
        (
            say("machine.disk", language),
            say("machine.disk_value", language, free=size_text(machine.disk_free, language)),
        ),
    ]
    if machine.bandwidth is not None:
        tempo = say("machine.bandwidth_value", language, bandwidth=size_text(machine.bandwidth, language))
        rows.append((say("machine.bandwidth", language), tempo))
    return rows


def _cores(machine: Machine, language: str) -> str:
    if machine.cores == int(machine.cores):
        return counted("machine.cores", int(machine.cores), language)
    return say("machine.cores.many", language, n=number(machine.cores, language))


def _flags(machine: Machine, language: str) -> str:
    known = [name for flag, name in SHOWN_FLAGS.items() if flag in machine.flags]
    return ", ".join(known) or say("machine.no_flags", language)


def switch_text(switch: Switch, language: str) -> str:
    """How far a change is, or why it failed."""
    if switch.failure is not None:
        return say("switch.failed", language, name=switch.name, reason=switch.failure.in_language(language))
    if switch.step is SwitchStep.INDEXING:
        if switch.progress is None:
            return say("switch.indexing_first", language, name=switch.name)
        done, total = (whole_number(count, language) for count in switch.progress)
        return say("switch.indexing", language, name=switch.name, done=done, total=total)
    return say(f"switch.{switch.step}", language, name=switch.name)


def switch_html(switch: Switch | None, kind: str, language: str) -> str:
    """A change on its way with what stops it, or a failure until somebody has read it."""
    if switch is None:
        return ""
    stoppable = switch.step not in (SwitchStep.OPENING, SwitchStep.RETURNING) or kind == "embedder"
    name = "switch.dismiss" if switch.failure else "switch.stop" if stoppable else ""
    button = (
        f'<button type="button" class="quiet" data-action="stop-switch" data-kind="{kind}">'
        f"{escape(say(name, language))}</button>"
        if name
        else ""
    )
    text, style = escape(switch_text(switch, language)), "notice" if switch.failure else "switching"
    pulse = "" if switch.failure else '<span class="pulse" aria-hidden="true"></span>'
    role = ' role="alert"' if switch.failure else ""
    return f'<div class="{style} model-switch"{role}>{pulse}<p>{text}</p>{button}</div>'
