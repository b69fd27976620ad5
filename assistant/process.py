"""What this process settles for itself before it works: silent libraries, and the lock on a data folder."""

import fcntl
import os
from pathlib import Path
from typing import IO


def silence_libraries() -> None:
    """Switches off every library's telemetry and look-ups in the network. Call it before they are imported."""
    os.environ.update(
        ANONYMIZED_TELEMETRY="False",
        DO_NOT_TRACK="1",
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_OFFLINE="1",
        LANGCHAIN_TRACING_V2="false",
        LANGSMITH_TRACING="false",
        OTEL_SDK_DISABLED="true",
        TOKENIZERS_PARALLELISM="false",
        TRANSFORMERS_OFFLINE="1",
    )


def try_lock(path: Path) -> IO[str] | None:
    """The opened lock file, or None where another process holds it."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
