"""Switches off what libraries would send or look up: nothing here asks the network.

Environment variables only; how the page keeps browsers from asking elsewhere stands in `web.serving`.
"""

import os


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
