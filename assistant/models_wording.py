"""What the list and the check of models say, in German and English: for the command line and the page.

Sentences only; the facts come from `models.offers`, `models.fit` and `models.machine`.
"""

from collections.abc import Mapping, Sequence

from assistant.models.fit import Cause, Fit, Reason, Verdict
from assistant.models.machine import Machine
from assistant.models.offers import Offer
from assistant.models.thinking import Thinking

TEXTS = {
    "tier.starter": ("Start", "starter"),
    "tier.small": ("klein", "small"),
    "tier.standard": ("Standard", "standard"),
    "tier.fast": ("schnell", "fast"),
    "tier.own": ("eigenes", "own"),
    "tier.endpoint": ("Server", "server"),
    "kind.embedder": ("Einbettung", "embedder"),
    "state.used": ("wird benutzt", "in use"),
    "state.there": ("vorhanden", "there"),
    "state.absent": ("nicht geladen", "not fetched"),
    "state.refused": ("unbrauchbar", "unusable"),
    "thinks.never": ("antwortet sofort", "answers at once"),
    "thinks.switch": ("kann laut denken, hier abgeschaltet", "can think aloud, switched off here"),
    "thinks.command": ("kann laut denken, hier abgeschaltet", "can think aloud, switched off here"),
    "thinks.always": ("denkt vor jeder Antwort laut", "thinks aloud before each answer"),
    "parameters": ("{all} Mrd. Parameter", "{all} billion parameters"),
    "parameters.active": ("{all} Mrd. Parameter, {active} aktiv", "{all} billion parameters, {active} active"),
    "context": ("{given} von {trained} Token Kontext", "{given} of {trained} tokens of context"),
    "context.given": ("{given} Token Kontext", "{given} tokens of context"),
    "need": (
        "Arbeitsspeicher {total} (Gewichte {weights}, Kontext {cache}, Laufzeit {runtime})",
        "memory {total} (weights {weights}, context {cache}, runtime {runtime})",
    ),
    "need.total": ("Arbeitsspeicher {total}", "memory {total}"),
    "fits": ("passt", "fits"),
    "tight": ("knapp", "tight"),
    "does_not_fit": ("passt nicht", "does not fit"),
    "speed": ("geschätzt {speed} Token/s", "estimated {speed} tokens/s"),
    "memory": (
        "braucht {needed} Arbeitsspeicher, frei sind {free}",
        "needs {needed} of memory, {free} are free",
    ),
    "memory_tight": (
        "braucht {needed} von {free} freiem Arbeitsspeicher; für Seite und Suche bleibt wenig",
        "needs {needed} of {free} free memory; little remains for page and search",
    ),
    "disk": ("braucht {needed} Platz auf der Platte, frei sind {free}", "needs {needed} on disk, {free} are free"),
    "instructions": (
        "der Prozessor kennt AVX2 nicht; das Modell rechnet um ein Mehrfaches langsamer",
        "the processor does not know AVX2; the model computes several times slower",
    ),
    "slow": ("schreibt langsam, geschätzt {speed} Token/s", "writes slowly, an estimated {speed} tokens/s"),
    "cores": ("nur {cores} Prozessorkerne sind erlaubt", "only {cores} of a core is allowed"),
    "machine": (
        "Dieser Rechner: {free} von {memory} Arbeitsspeicher frei, Kerne fürs Modell: {cores}, {disk} Platz, {flags}",
        "This machine: {free} of {memory} memory free, cores for the model: {cores}, {disk} of disk space, {flags}",
    ),
    "machine.limit": ("Grenze der Kontrollgruppe: {limit}", "Limit of the control group: {limit}"),
    "machine.bandwidth": (
        "Der Speicher wird bei jetziger Last mit {bandwidth} je Sekunde gelesen; daraus sind die Token/s geschätzt.",
        "Under the present load, memory is read at {bandwidth} a second; the tokens/s are estimated from that.",
    ),
    "fixed": (
        "ASSISTANT_MODEL legt {path} fest; die Auswahl gilt erst ohne die Variable.",
        "ASSISTANT_MODEL sets {path}; the choice counts only without the variable.",
    ),
    "pulling": ("lade, MB:", "fetching, MB:"),
    "pulled": ("{id} ist da: {path}", "{id} is there: {path}"),
    "added": (
        "{id} ist aufgenommen. Benutzen: python -m assistant models use {id}",
        "{id} was added. To use it: python -m assistant models use {id}",
    ),
    "used": ("{id} wird ab dem nächsten Start benutzt.", "{id} is used from the next start on."),
    "used.embedder": (
        "{id} wird ab dem nächsten Start benutzt; dann wird der Suchindex im Hintergrund neu aufgebaut.",
        "{id} is used from the next start on; the search index is then rebuilt in the background.",
    ),
    "used.endpoint": (
        "Fragen und Fundstellen gehen dann an {url}.",
        "Questions and passages then go to {url}.",
    ),
    "removed": ("{id} ist entfernt.", "{id} was removed."),
    "checked.whole": ("Datei vollständig, Prüfsumme stimmt", "file complete, checksum right"),
    "checked.header": ("Datei vollständig; eine Prüfsumme ist nicht bekannt", "file complete; no checksum is known"),
    "checked.endpoint": ("Der Server antwortet.", "The server answers."),
}
# Instruction sets that llama.cpp profits from, as they are shown.
SHOWN_FLAGS = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx512_vnni": "VNNI",
    "avx512_bf16": "BF16",
    "amx_int8": "AMX",
    "asimd": "NEON",
}


def say(name: str, language: str, **fields: object) -> str:
    """A text in 'de' or 'en' with its fields filled."""
    return TEXTS[name][0 if language == "de" else 1].format(**fields)


def number(value: float, language: str) -> str:
    """A number with two significant digits at least, with a decimal comma in German."""
    whole = value >= 20 or value == int(value)
    text = f"{value:.0f}" if whole else f"{value:.1f}" if value >= 0.995 else f"{value:.2g}"
    return text.replace(".", ",") if language == "de" else text


def size_text(size: float, language: str) -> str:
    """Bytes as gigabytes of 10^9, small ones as megabytes."""
    return f"{number(size / 1e9, language)} GB" if size >= 0.995e9 else f"{size / 1e6:.0f} MB"


def reason_text(reason: Reason, language: str) -> str:
    """What speaks against a model, as half a sentence."""
    shown = {name: size_text(value, language) for name, value in reason.figures.items() if name in ("needed", "free")}
    if reason.cause is Cause.SLOW:
        shown["speed"] = number(reason.figures["tokens_per_second"], language)
    if reason.cause is Cause.CORES:
        shown["cores"] = number(reason.figures["cores"], language)
    return say(str(reason.cause), language, **shown)


def fit_text(fit: Fit, language: str) -> str:
    """The verdict with its reasons, and the speed where it is not among them."""
    parts = [reason_text(reason, language) for reason in fit.reasons]
    speed = fit.tokens_per_second
    slow = any(reason.cause is Cause.SLOW for reason in fit.reasons)
    if speed is not None and not slow and fit.verdict is not Verdict.DOES_NOT_FIT:
        parts.append(say("speed", language, speed=number(speed, language)))
    verdict = say(str(fit.verdict), language)
    return f"{verdict}: {'; '.join(parts)}" if parts else verdict


def need_text(fit: Fit, language: str) -> str:
    """The memory needed and what it is made of; an embedder keeps no context."""
    if not fit.need.cache:
        return say("need.total", language, total=size_text(fit.need.total, language))
    names = ("total", "weights", "cache", "runtime")
    return say("need", language, **{name: size_text(getattr(fit.need, name), language) for name in names})


def tier_text(offer: Offer, language: str) -> str:
    """What kind of model it is, in a word."""
    if offer.tier is None:
        return say("tier.endpoint" if offer.source == "endpoint" else "tier.own", language)
    kind = f", {say('kind.embedder', language)}" if offer.kind == "embedder" else ""
    return say(f"tier.{offer.tier}", language) + kind


def state_text(offer: Offer, language: str, *, used: bool) -> str:
    """Whether it is in use, there, or not."""
    state = "used" if used else "refused" if offer.refused else "there" if offer.installed else "absent"
    return say(f"state.{state}", language)


def facts_text(offer: Offer, language: str) -> str:
    """Licence, languages, size, parameters, context, and whether it thinks aloud."""
    parts = [offer.license, ", ".join(offer.languages), size_text(offer.size, language) if offer.size else ""]
    if offer.parameters is not None and offer.active is not None:
        same = offer.active > 0.95 * offer.parameters
        shown = {"all": number(offer.parameters, language), "active": number(offer.active, language)}
        parts.append(say("parameters" if same else "parameters.active", language, **shown))
    if offer.context:
        name = "context" if offer.trained_context > offer.context else "context.given"
        parts.append(say(name, language, given=offer.context, trained=offer.trained_context))
    if isinstance(offer.thinks, Thinking):
        parts.append(say(f"thinks.{offer.thinks}", language))
    return " · ".join(part for part in parts if part)


def offer_lines(offer: Offer, fit: Fit | None, language: str, *, used: bool) -> list[str]:
    """A model of the list, a line for each group of facts."""
    lines = [f"{offer.id} ({tier_text(offer, language)}): {offer.name}, {state_text(offer, language, used=used)}"]
    if facts := facts_text(offer, language):
        lines.append(f"  {facts}")
    if fit is not None:
        lines += [f"  {text}" for text in (need_text(fit, language), fit_text(fit, language))]
    if offer.refused is not None:
        lines.append(f"  {offer.refused.in_language(language)}")
    if offer.source == "hub" and offer.entry is not None:
        lines.append(f"  {offer.entry.repository} @ {offer.entry.revision[:12]}: {offer.entry.file}")
        lines.append(f"  {offer.checked[language]}")
    return lines


def machine_lines(machine: Machine, language: str) -> list[str]:
    """What the machine has."""
    flags = ", ".join(name for flag, name in SHOWN_FLAGS.items() if flag in machine.flags) or "–"
    shown: Mapping[str, str] = {
        "free": size_text(machine.memory_free, language),
        "memory": size_text(machine.memory, language),
        "cores": number(machine.cores, language),
        "disk": size_text(machine.disk_free, language),
        "flags": flags,
    }
    lines = [say("machine", language, **shown)]
    if machine.memory_limit is not None:
        lines.append(say("machine.limit", language, limit=size_text(machine.memory_limit, language)))
    if machine.bandwidth is not None:
        lines.append(say("machine.bandwidth", language, bandwidth=size_text(machine.bandwidth, language)))
    return lines


def joined(groups: Sequence[Sequence[str]]) -> list[str]:
    """Groups of lines with an empty line between them."""
    return [line for group in groups for line in (*group, "")][:-1]
