"""What `python -m assistant models …` does: facts for --json and lines to read, printed by __main__.

It words nothing (see `models_wording`) and reads no settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from assistant.models.choice import EndpointDescription
from assistant.models.entries import ModelKind
from assistant.models.errors import ChecksumWrong, EndpointUnnamed, ModelNotInstalled
from assistant.models.fit import Fit, Verdict, fit_of
from assistant.models.machine import this_machine
from assistant.models.network import Network, address
from assistant.models.offers import Offer
from assistant.models.opening import ready_to_open
from assistant.models.remote import RemoteChatModel
from assistant.models.remote_files import Checksum
from assistant.models.shelf import PULL, ModelShelf, slug
from assistant.models_wording import joined, machine_lines, offer_lines, say


@dataclass(frozen=True)
class Told:
    """What a command has to say: facts for --json, lines to read, and whether everything asked for was done."""

    facts: object
    lines: list[str]
    done: bool = True


def listed(shelf: ModelShelf, language: str) -> Told:
    """All models with how they fit this machine."""
    machine = this_machine(shelf.folder)
    rows = [(offer, fit_of(offer, machine)) for offer in shelf.offers()]
    groups = [offer_lines(offer, fits, language, used=shelf.is_used(offer)) for offer, fits in rows]
    lines = joined([machine_lines(machine, language), *groups, *_fixed(shelf, language)])
    return Told([facts_of(offer, fits, used=shelf.is_used(offer)) for offer, fits in rows], lines)


def checked(
    shelf: ModelShelf, name: str | None, language: str, *, environ: Mapping[str, str], network: Network
) -> Told:
    """The machine, and whether one model, or what is used, is whole, fits and answers; not done where it does not."""
    machine = this_machine(shelf.folder)
    names = [name] if name else [shelf.chosen_id(kind) for kind in ModelKind]
    facts, groups, done = [], [machine_lines(machine, language)], True
    for offer in map(shelf.find, names):
        fits, found, problem = fit_of(offer, machine), "", None
        try:
            found = _verified(offer, environ, network)
        except AssistantError as error:
            problem = error
        done = done and problem is None and (fits is None or fits.verdict is not Verdict.DOES_NOT_FIT)
        said = problem.in_language(language) if problem else say(f"checked.{found}", language)
        groups.append([*offer_lines(offer, fits, language, used=shelf.is_used(offer)), f"  {said}"])
        facts.append(
            {**facts_of(offer, fits, used=shelf.is_used(offer)), "checked": found, "problem": said if problem else None}
        )
    machine_facts = {
        "memory": machine.memory,
        "memory_free": machine.memory_free,
        "memory_limit": machine.memory_limit,
        "cores": machine.cores,
        "disk_free": machine.disk_free,
        "bandwidth": machine.bandwidth,
        "flags": sorted(machine.flags),
    }
    return Told({"machine": machine_facts, "models": facts}, joined([*groups, *_fixed(shelf, language)]), done)


def used(shelf: ModelShelf, name: str, language: str) -> Told:
    """Chooses a model and says how it fits."""
    offer = shelf.use(name)
    fits = fit_of(offer, this_machine(shelf.folder))
    lines = [say("used.embedder" if offer.kind is ModelKind.EMBEDDER else "used", language, id=offer.id)]
    if isinstance(offer.description, EndpointDescription):
        lines.append(say("used.endpoint", language, url=offer.description.url))
    lines = joined([lines, offer_lines(offer, fits, language, used=shelf.is_used(offer)), *_fixed(shelf, language)])
    return Told(facts_of(offer, fits, used=shelf.is_used(offer)), lines)


def told(shelf: ModelShelf, offer: Offer, text: str, language: str) -> Told:
    """That a model was fetched, added or removed."""
    fits = fit_of(offer, this_machine(shelf.folder, measured=False))
    line = say(text, language, id=offer.id, path=offer.path or offer.name)
    return Told(facts_of(offer, fits, used=shelf.is_used(offer)), [line])


def added(shelf: ModelShelf, source: str, endpoint: EndpointDescription | None) -> Offer:
    """A file, or the endpoint."""
    return shelf.add(Path(source)) if endpoint is None else shelf.add_endpoint(endpoint)


def endpoint_in(
    source: str, *, model: str | None, name: str | None, key_variable: str | None, key_file: Path | None
) -> EndpointDescription | None:
    """The model server that an address and its options describe; None for a file. Raises EndpointUnnamed."""
    if not source.startswith(("http://", "https://")):
        return None
    if not model:
        raise EndpointUnnamed(url=source)
    named = slug(name or f"{address(source).host}-{model}")
    return EndpointDescription(named, source.rstrip("/"), model, key_variable, key_file and key_file.resolve())


def facts_of(offer: Offer, fits: Fit | None, *, used: bool) -> dict[str, object]:
    """A model as --json prints it; bytes, tokens, billions of parameters."""
    entry, need = offer.entry, fits.need if fits else None
    memory = (
        {"weights": need.weights, "cache": need.cache, "runtime": need.runtime, "total": need.total} if need else None
    )
    return {
        "id": offer.id,
        "kind": str(offer.kind),
        "tier": offer.tier and str(offer.tier),
        "name": offer.name,
        "source": offer.source,
        "license": offer.license,
        "languages": list(offer.languages),
        "size": offer.size,
        "parameters": offer.parameters,
        "active": offer.active,
        "context": offer.context,
        "trained_context": offer.trained_context,
        "thinks": offer.thinks and str(offer.thinks),
        "memory": memory,
        "fit": fits.as_dict() if fits else None,
        "installed": offer.installed,
        "used": used,
        "path": str(offer.path) if offer.path else None,
        "repository": entry.repository if entry else None,
        "revision": entry.revision if entry and entry.repository else None,
        "verified": dict(offer.checked) or None,
        "refused": str(offer.refused) if offer.refused else None,
    }


def _verified(offer: Offer, environ: Mapping[str, str], network: Network) -> str:
    """Which check a model has passed; raises what is wrong with it."""
    if offer.refused is not None:
        raise offer.refused
    if isinstance(offer.description, EndpointDescription):
        model = ready_to_open(offer.description, environ=environ, network=network)
        assert isinstance(model, RemoteChatModel)
        model.load()
        return "endpoint"
    if not offer.installed or offer.path is None:
        raise ModelNotInstalled(name=offer.id, command=PULL.format(id=offer.id))
    pinned = [file for file in (offer.entry.files if offer.entry else ()) if file.sha256]
    for file in pinned:
        place = offer.path / file.path if offer.path.is_dir() else offer.path
        found = Checksum("sha256", str(file.sha256)).of(place)
        if found != file.sha256:
            raise ChecksumWrong(name=offer.id, found=found, expected=file.sha256)
    return "whole" if pinned else "header"


def _fixed(shelf: ModelShelf, language: str) -> list[list[str]]:
    return [[say("fixed", language, path=shelf.fixed)]] if shelf.fixed else []
