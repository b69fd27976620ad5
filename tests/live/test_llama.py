"""llama.cpp's interface with the starter model's file: what reaches the log."""

import logging
from pathlib import Path

import pytest

from assistant.models.catalogue import starter_chat_model
from assistant.models.llama import DecodingInterrupted, Llama, Row


def test_an_interrupted_step_leaves_no_line_in_the_log(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    llama = Llama(starter_chat_model().path, context=512, sequences=1, threads=1, batch=64)
    llama.interrupt()
    with caplog.at_level(logging.DEBUG), pytest.raises(DecodingInterrupted):
        llama.decode([Row(0, 0, list(range(300, 364)), 1)])
    llama.go_on()
    llama.cut(0, 0)
    llama.decode([Row(0, 0, [300, 301], 1)])
    llama.close()
    assert caplog.records == [] and capfd.readouterr() == ("", "")


def test_what_llama_cpp_complains_of_stands_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(starter_chat_model().path.read_bytes()[:1_000_000])
    with pytest.raises(ValueError, match="cannot read the file"):
        Llama(damaged, context=512, sequences=1, threads=1, batch=64)
    assert any(record.levelno == logging.ERROR for record in caplog.records)
