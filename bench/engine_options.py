"""What llama.cpp's options are worth here: tokens evaluated together, flash attention, type of the cache, batch.

    python bench/engine_options.py FILE.gguf [--threads N]

Prints tokens per second of reading 512 tokens and milliseconds of a step that writes, behind 2,048 tokens. Steps of 2,
4 and 8 tokens of one text show what it costs to check guessed tokens: guessing pays when more of them come true than a
step of so many takes longer than a step of one. The machine should be quiet.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import llama_cpp
import numpy as np

DEPTH, READ, STEPS = 2_048, 512, 7
COUNTS = (1, 2, 4, 8, 16, 64)
VARIANTS: dict[str, dict[str, int]] = {
    "as the engine": {},
    "flash attention": {"flash_attn_type": 1},
    "flash attention, cache in 8 bits": {"flash_attn_type": 1, "type_k": 8, "type_v": 8},
    "batch of 128": {"n_batch": 128, "n_ubatch": 128},
}


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


class Context:
    """One sequence of the model with given options."""

    def __init__(self, model: Any, threads: int, options: dict[str, int]) -> None:
        params = llama_cpp.llama_context_default_params()
        params.n_ctx, params.n_batch, params.n_ubatch = DEPTH + READ, READ, READ
        params.n_threads = params.n_threads_batch = threads
        params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        for name, value in options.items():
            setattr(params, name, value)
        self._context = llama_cpp.llama_init_from_model(model, params)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = params.n_batch
        self._room = llama_cpp.llama_batch_init(READ, 0, 1)

    def evaluate(self, position: int, count: int) -> None:
        """So many tokens from a position on, which are then dropped where they are a step."""
        for begin in range(0, count, self._batch):
            tokens = np.random.default_rng(begin).integers(300, 40_000, min(self._batch, count - begin))
            for place, token in enumerate(tokens):
                self._room.token[place], self._room.pos[place] = int(token), position + begin + place
                self._room.n_seq_id[place], self._room.seq_id[place][0] = 1, 0
                self._room.logits[place] = place == len(tokens) - 1
            self._room.n_tokens = len(tokens)
            if llama_cpp.llama_decode(self._context, self._room):
                raise SystemExit("llama.cpp failed")

    def step(self, count: int) -> float:
        """Milliseconds to evaluate so many tokens behind the others."""
        taken = []
        for _ in range(STEPS):
            taken.append(seconds(lambda: self.evaluate(DEPTH, count)))
            llama_cpp.llama_memory_seq_rm(self._memory, 0, DEPTH, -1)
        return 1_000 * median(taken)

    def close(self) -> None:
        """Frees it."""
        llama_cpp.llama_batch_free(self._room)
        llama_cpp.llama_free(self._context)


def main() -> None:
    """Prints a line for each variant."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    llama_cpp._logger.set_verbose(False)
    params = llama_cpp.llama_model_default_params()
    params.load_mode = llama_cpp.LLAMA_LOAD_MODE_NONE
    model = llama_cpp.llama_model_load_from_file(str(given.file).encode(), params)
    for name, options in VARIANTS.items():
        context = Context(model, given.threads, options)
        context.evaluate(0, DEPTH)
        reading = READ / seconds(lambda context=context: context.evaluate(DEPTH, READ))
        llama_cpp.llama_memory_seq_rm(context._memory, 0, DEPTH, -1)
        steps = " ".join(f"{count}: {context.step(count):.0f} ms" for count in COUNTS)
        print(f"{name:33} reads {reading:6.1f} tokens/s, steps of {steps}", flush=True)
        context.close()


if __name__ == "__main__":
    main()
