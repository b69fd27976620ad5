"""`python -m assistant models …`: what scripts rely on."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app, opened
from assistant.models.shelf import ModelShelf
from assistant.settings import Settings
from tests.models.file_server import Hub
from tests.models.file_server import serving as serving_files
from tests.models.gguf_files import metadata, write
from tests.models.model_server import ModelServer
from tests.models.model_server import serving as serving_model


def _run(folder: Path, *arguments: str, code: int = 0, **environ: str) -> str:
    done = CliRunner().invoke(app, ["models", *arguments, "--data-dir", str(folder)], env=environ)
    assert done.exit_code == code, done.output
    return done.stdout if code == 0 or done.stdout else done.stderr


def _json(folder: Path, *arguments: str, code: int = 0, **environ: str) -> object:
    return json.loads(_run(folder, *arguments, "--json", code=code, **environ))


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_the_list_holds_everything_a_choice_needs(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    listed = _json(tmp_path, *arguments)
    assert isinstance(listed, list)
    rows = {row["id"]: row for row in listed}
    assert rows["smollm2-135m"]["used"] and not rows["gemma-4-e4b"]["installed"]
    standard = rows["gemma-4-e4b"]
    assert standard["license"] == "Apache-2.0" and standard["languages"] == ["de", "en"]
    assert standard["memory"]["total"] == sum(standard["memory"][name] for name in ("weights", "cache", "runtime"))
    assert standard["fit"]["verdict"] in ("fits", "tight", "does_not_fit") and standard["thinks"] == "switch"
    assert standard["repository"] == "google/gemma-4-E4B-it-qat-q4_0-gguf" and standard["verified"]["de"]


def test_a_model_is_fetched_checked_chosen_and_removed(tmp_path: Path) -> None:
    content = write(tmp_path / "m.gguf", metadata()).read_bytes()
    with serving_files(Hub(content)) as hub:
        pulled = _json(tmp_path, "pull", "owner/repo/haus.gguf", "--mirror", hub.url(""))
    assert isinstance(pulled, dict) and pulled["id"] == "haus" and Path(pulled["path"]).read_bytes() == content
    assert "haus" in _run(tmp_path, "use", "haus")
    checked = _json(tmp_path, "check", "haus")
    assert isinstance(checked, dict) and checked["models"][0]["checked"] == "header"
    assert "wird benutzt" in _run(tmp_path, "remove", "haus", code=1)
    assert "haus was removed" in _run(tmp_path, "remove", "haus", "--force", ASSISTANT_LANGUAGE="en")


def test_the_check_finds_what_is_wrong(tmp_path: Path) -> None:
    assert "Prüfsumme stimmt" in _run(tmp_path, "check")
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "gemma-4-E4B_q4_0-it.gguf").write_bytes(write(tmp_path / "m.gguf", metadata()).read_bytes())
    said = _json(tmp_path, "check", "standard", code=1)
    assert isinstance(said, dict) and "676c3507" in said["models"][0]["problem"]


def test_a_file_is_added_or_refused_with_the_reason(tmp_path: Path) -> None:
    file = write(tmp_path / "eigen.gguf", metadata())
    assert "models use eigen" in _run(tmp_path, "add", str(file))
    embedder = write(tmp_path / "bert.gguf", metadata("bert"))
    assert "Einbettungsmodell" in _run(tmp_path, "add", str(embedder), code=1)


def test_a_model_server_is_added_chosen_and_checked(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("sk-geheim")
    assert "--model" in _run(tmp_path, "add", "http://127.0.0.1:9/v1", code=1)
    with serving_model(ModelServer(key="sk-geheim")) as server:
        _run(tmp_path, "add", server.url, "--model", "gemma", "--name", "Unser Haus", "--key-file", str(key))
        assert f"gehen dann an {server.url}" in _run(tmp_path, "use", "Unser-Haus")
        checked = _json(tmp_path, "check", "Unser-Haus")
        assert isinstance(checked, dict) and checked["models"][0]["checked"] == "endpoint"
    assert "sk-geheim" not in (tmp_path / "models" / "choice.json").read_text()
    assert "antwortet nicht" in _run(tmp_path, "check", "Unser-Haus", code=1)


def test_the_variable_wins_and_it_is_said(tmp_path: Path) -> None:
    file = write(tmp_path / "eigen.gguf", metadata())
    assert f"ASSISTANT_MODEL legt {file} fest" in _run(tmp_path, "list", ASSISTANT_MODEL=str(file))
    listed = _json(tmp_path, "list", ASSISTANT_MODEL=str(file))
    assert isinstance(listed, list)
    assert [row["id"] for row in listed if row["used"] and row["kind"] == "chat"] == []


def test_another_folder_is_opened_with_the_models_that_were_chosen(tmp_path: Path) -> None:
    """As `eval --model` does with the sets that ship."""
    shelf = ModelShelf(tmp_path / "data")
    shelf.add(write(tmp_path / "eigen.gguf", metadata(general__name="Eigen")))
    shelf.use("eigen")
    with opened(Settings(data_dir=tmp_path / "data"), tmp_path / "other") as workspace:
        assert workspace.status().model_name == "Eigen" and workspace.data_dir == tmp_path / "other"
