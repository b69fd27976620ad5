"""The starter embedder itself: its vectors, its speed-up in half precision, its errors."""

import json
import shutil
import socket
import threading
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.errors import EmbedderFailed
from assistant.library import embedding
from assistant.library.embedding import EmbedderDescription, LocalEmbeddings, has_bf16
from assistant.models.catalogue import starter_embedder

TEXTS = [
    "Der Betriebsrat stimmt dem Pilotbetrieb bis zum 31. März 2027 zu.",
    "Wie hoch ist die Datenqualität im CRM?",
    "The model drifted after two releases because nobody watched the input data.",
    "What did we learn about labelling costs?",
    "| Risiko | Maß |\n| --- | --- |\n| Datenleck | 3,5 % |",
    "Drift",
    "🙂",
    "Ziel und Zweck des Vorhabens. " * 60,
]


@pytest.fixture(scope="module")
def connections() -> list[object]:
    """Every connection that was tried while the embedder loaded."""
    return []


@pytest.fixture(scope="module")
def embeddings(connections: list[object]) -> LocalEmbeddings:
    def refuse(*address: object) -> None:
        connections.append(address)
        raise OSError("no network here")

    made = LocalEmbeddings(starter_embedder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        made.load()
    return made


@pytest.fixture(scope="module")
def exact() -> LocalEmbeddings:
    """The same model in full precision."""
    made = LocalEmbeddings(starter_embedder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedding, "has_bf16", lambda cpuinfo: False)
        made.load()
    return made


def test_vectors_are_float32_rows_of_length_one(embeddings: LocalEmbeddings) -> None:
    vectors = embeddings.encode_passages(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert embeddings.description.dimension == 384


def test_vectors_are_those_of_full_precision(embeddings: LocalEmbeddings, exact: LocalEmbeddings) -> None:
    cosines = (embeddings.encode_passages(TEXTS) * exact.encode_passages(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.999


def test_a_cpu_with_bf16_uses_it(embeddings: LocalEmbeddings, exact: LocalEmbeddings) -> None:
    expected = torch.bfloat16 if has_bf16(Path("/proc/cpuinfo")) else torch.float32
    assert next(embeddings._model.parameters()).dtype is expected
    assert next(exact._model.parameters()).dtype is torch.float32


def test_half_precision_that_changes_vectors_is_not_used(
    exact: LocalEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exact.encode_passages(TEXTS[:2])
    monkeypatch.setattr(embedding, "has_bf16", lambda cpuinfo: True)
    monkeypatch.setattr(embedding, "FAITHFUL", 1.1)
    kept = LocalEmbeddings(exact.description)
    kept._model = embedding._in_half_precision(exact._model, torch.bfloat16)
    assert next(kept._model.parameters()).dtype is torch.float32
    assert np.allclose(kept.encode_passages(TEXTS[:2]), before, atol=1e-6)


def test_a_vector_does_not_depend_on_its_neighbours_or_their_order(embeddings: LocalEmbeddings) -> None:
    together = embeddings.encode_passages(TEXTS)
    alone = np.concatenate([embeddings.encode_passages([text]) for text in TEXTS[:4]])
    assert (together[:4] * alone).sum(axis=1).min() >= 0.999
    assert (embeddings.encode_passages(TEXTS[::-1])[::-1] * together).sum(axis=1).min() >= 0.999


def test_likeness_of_meaning_shows_in_english(embeddings: LocalEmbeddings) -> None:
    question = embeddings.encode_question("Why did quality get worse over time?")
    drift, council = embeddings.encode_passages([TEXTS[2], "The works council agreed to the pilot."])
    assert question @ drift > question @ council


@pytest.mark.parametrize("text", ["", "\x00", "\ud83d halb", "x" * 20_000])
def test_no_text_breaks_it(embeddings: LocalEmbeddings, text: str) -> None:
    assert np.linalg.norm(embeddings.encode_question(text)) == pytest.approx(1.0, abs=1e-5)


def test_no_passages_have_no_vectors(embeddings: LocalEmbeddings) -> None:
    assert embeddings.encode_passages([]).shape == (0, 384)


def test_langchain_gets_lists_of_the_same_vectors(embeddings: LocalEmbeddings) -> None:
    assert np.allclose(embeddings.embed_documents(TEXTS[:2]), embeddings.encode_passages(TEXTS[:2]), atol=1e-6)
    assert np.allclose(embeddings.embed_query(TEXTS[0]), embeddings.encode_question(TEXTS[0]), atol=1e-6)


def test_prefixes_stand_before_questions_and_passages(embeddings: LocalEmbeddings) -> None:
    starter = starter_embedder()
    made = LocalEmbeddings(EmbedderDescription("x", starter.folder, ("en",), "query: ", "passage: "))
    made._model = embeddings._model
    assert np.allclose(made.encode_question("Drift"), embeddings.encode_question("query: Drift"), atol=1e-5)
    assert np.allclose(made.encode_passages(["Drift"]), embeddings.encode_passages(["passage: Drift"]), atol=1e-5)


def test_it_loads_without_trying_any_connection(embeddings: LocalEmbeddings, connections: list[object]) -> None:
    assert embeddings.encode_question("Drift").shape == (384,)
    assert connections == []


def test_the_starter_knows_both_languages_and_its_revision_is_that_of_its_card() -> None:
    starter = starter_embedder()
    assert (starter.understands("en"), starter.understands("de")) == (True, True)
    assert starter.revision == (starter.folder / "revision").read_text(encoding="utf-8").strip()


def test_a_german_question_finds_the_english_passage_that_answers_it(embeddings: LocalEmbeddings) -> None:
    texts = [
        "The works council was informed too late.",
        "The sensors failed after the pump exchange.",
        "Lunch is at noon.",
    ]
    likeness = embeddings.encode_passages(texts) @ embeddings.encode_question(
        "Wurde der Betriebsrat rechtzeitig beteiligt?"
    )
    assert likeness.argmax() == 0


@pytest.mark.parametrize("how", ["no folder", "no weights", "broken weights", "broken configuration", "other size"])
def test_a_wrong_folder_is_named_in_the_error(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "model"
    if how != "no folder":
        shutil.copytree(starter_embedder().folder, folder)
    weights, configuration = folder / "model.safetensors", folder / "config.json"
    if how == "no weights":
        weights.unlink()
    elif how == "broken weights":
        weights.write_bytes(weights.read_bytes()[:1000])
    elif how == "broken configuration":
        configuration.write_text("{")
    elif how == "other size":
        configuration.write_text(json.dumps(json.loads(configuration.read_text()) | {"hidden_size": 128}))
    description = EmbedderDescription("Probemodell", folder, ("en",))
    with pytest.raises(EmbedderFailed, match="Probemodell"):
        assert description.revision and description.dimension
        LocalEmbeddings(description).load()


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("flags\t: fpu avx512f avx512_bf16 amx_tile", True),
        ("flags\t: fpu amx_bf16", True),
        ("Features\t: asimd bf16 i8mm", True),
        ("flags\t: fpu avx2 avx512f", False),
        ("flags\t: notbf16x", False),
        ("", False),
    ],
)
def test_bf16_is_told_from_the_flags_of_the_cpu(tmp_path: Path, flags: str, expected: bool) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(flags)
    assert has_bf16(cpuinfo) is expected
    assert has_bf16(tmp_path / "missing") is False


def test_passages_wait_until_the_questions_of_an_answer_are_through(
    embeddings: LocalEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Longer than a busy machine may take between two questions.
    monkeypatch.setattr(embedding, "COURTESY", 4.0)
    monkeypatch.setattr(embedding, "PATIENCE", 60.0)
    order: list[str] = []
    first = threading.Event()
    real = embedding._encode

    def noted(model: object, texts: list[str]) -> np.ndarray:
        order.append("passages" if len(texts) > 1 else "question")
        first.set()
        return real(model, texts)

    monkeypatch.setattr(embedding, "_encode", noted)
    reading = threading.Thread(target=lambda: embeddings.encode_passages(["Ziel und Zweck des Vorhabens. " * 20] * 64))
    reading.start()
    assert first.wait(60)
    for _ in range(4):
        embeddings.encode_question("Wer entscheidet?")
    reading.join(60)
    assert order.count("passages") == 8
    asked = [place for place, what in enumerate(order) if what == "question"]
    assert asked == list(range(asked[0], asked[0] + 4))


def test_passages_are_not_put_off_for_ever(embeddings: LocalEmbeddings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "COURTESY", 60.0)
    monkeypatch.setattr(embedding, "PATIENCE", 0.1)
    embeddings.encode_question("Wer entscheidet?")
    assert embeddings.encode_passages(TEXTS[:2]).shape == (2, 384)
