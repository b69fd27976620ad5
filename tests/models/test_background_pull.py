"""A model is fetched in the background, shows how far it is and can be stopped."""

import time
from pathlib import Path

from assistant.models.background_pull import BackgroundPull, PullState
from assistant.models.errors import ModelUnknown, PullStopped
from assistant.models.network import Network
from assistant.models.shelf import ModelShelf
from tests.models.file_server import Hub, serving
from tests.models.gguf_files import metadata, write


def test_it_shows_how_far_it_is_and_ends_with_the_model(tmp_path: Path) -> None:
    content = write(tmp_path / "m.gguf", metadata()).read_bytes()
    with serving(Hub(content, delay=0.05)) as hub:
        pull = BackgroundPull(ModelShelf(tmp_path / "data"), "o/r/m.gguf", Network(hub=hub.url("")))
        assert pull.state.running
        state = pull.wait(10)
    assert state.offer is not None and state.offer.id == "m" and not state.running
    assert state.done == state.total == len(content) and state.seconds > 0


def test_it_can_be_stopped_and_taken_up_again(tmp_path: Path) -> None:
    content = write(tmp_path / "m.gguf", metadata(general__description="x" * 300_000)).read_bytes()
    shelf = ModelShelf(tmp_path / "data")
    with serving(Hub(content, delay=0.05)) as hub:
        network = Network(hub=hub.url(""))
        pull = BackgroundPull(shelf, "o/r/m.gguf", network)
        while not pull.state.done:
            time.sleep(0.01)
        pull.stop()
        assert isinstance(pull.wait(5).failure, PullStopped)
        hub.delay = 0.0
        assert BackgroundPull(shelf, "o/r/m.gguf", network).wait(10).offer is not None
    assert any(headers["Range"] for _, _, headers in hub.asked)


def test_the_speed_counts_only_what_this_try_has_fetched() -> None:
    assert PullState("m", done=900, total=1_000, seconds=2.0, begun=700).rate == 100
    assert PullState("m", done=700, total=1_000, seconds=2.0, begun=700).rate is None
    assert PullState("m", done=900, total=1_000, seconds=0.1, begun=0).rate is None


def test_a_failure_is_kept_for_the_page(tmp_path: Path) -> None:
    state = BackgroundPull(ModelShelf(tmp_path), "nothing", Network()).wait(5)
    assert isinstance(state.failure, ModelUnknown) and not state.running
