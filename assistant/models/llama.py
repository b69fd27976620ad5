"""llama.cpp through its C interface: one model file, one context that holds several sequences, batches of their tokens.

The only place that knows llama_cpp. It decides nothing: which sequence evaluates what is the engine's matter. None of
its methods may be called by two threads at once, except tokenize, piece and interrupt.
"""

import ctypes
import functools
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

# A letter of a JSON string. llama-cpp-python's own rule lets raw line breaks through, which JSON forbids, and halves of
# surrogate pairs, which no text can hold.
_LETTER = r"""char ::= [^"\\\x00-\x1F\x7F] | "\\" ["\\/bfnrt]"""
# What llama_decode returns beside 0.
_NO_ROOM, _INTERRUPTED = 1, 2
# GGML_LOG_LEVEL_ERROR of ggml.h; llama_cpp's own table is one too low.
_ERROR = 4
# Every interrupted step is three errors to llama.cpp.
_OF_INTERRUPTS = (b"failed with error 1\n", b"compute status: 1\n", b"failed to decode, ret = 2\n")
_log = logging.getLogger(__name__)


class DecodingInterrupted(Exception):
    """interrupt() was called while a batch was evaluated; its sequences hold an unknown part of it."""


@dataclass(frozen=True)
class Row:
    """Tokens of one sequence, from a position on. Logits are kept for the last `wanted` of them."""

    sequence: int
    position: int
    tokens: Sequence[int]
    wanted: int = 0


class Llama:
    """An open model file with a context for `sequences` sequences of `context` tokens each."""

    def __init__(
        self, path: Path, *, context: int, sequences: int, threads: int, batch: int, mapped: bool = False
    ) -> None:
        """Raises ValueError where the file is no model or the memory does not suffice. `mapped` leaves the weights in
        the file's pages; without it they are read once, in the order the processor likes best."""
        # Loaded on first use: the shared library takes time the page does not have.
        import llama_cpp

        self._api = llama_cpp
        self._model = self._context = None
        self._flag = ctypes.create_string_buffer(2)
        self._batch = batch
        self._open(path, mapped)
        try:
            self._make_context(context, sequences, threads)
        except ValueError:
            self.close()
            raise

    def _open(self, path: Path, mapped: bool) -> None:
        api = self._api
        _log_errors(api)
        params = api.llama_model_default_params()
        # Mapped AND repacked, the weights would be in memory twice.
        params.load_mode = api.LLAMA_LOAD_MODE_MMAP if mapped else api.LLAMA_LOAD_MODE_NONE
        params.use_extra_bufts = not mapped
        params.n_gpu_layers = 0
        self._model = api.llama_model_load_from_file(str(path).encode(), params)
        if not self._model:
            raise ValueError("llama.cpp cannot read the file")
        self._vocab = api.llama_model_get_vocab(self._model)
        self.vocabulary = api.llama_vocab_n_tokens(self._vocab)

    def _make_context(self, context: int, sequences: int, threads: int) -> None:
        api = self._api
        params = api.llama_context_default_params()
        params.n_ctx, params.n_seq_max = context * sequences, sequences
        params.n_batch = params.n_ubatch = self._batch
        params.n_threads = params.n_threads_batch = threads
        params.kv_unified = False
        # On a CPU it takes up to 1.75 times as long for a few tokens behind a long text (bench/engine_options.py).
        params.flash_attn_type = api.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.no_perf = True
        # strlen of a buffer answers "go on?" without Python: its own callback would wait for the interpreter's lock at
        # every node of the graph.
        params.abort_callback = ctypes.cast(ctypes.CDLL(None).strlen, api.llama_cpp.ggml_abort_callback)
        params.abort_callback_data = ctypes.addressof(self._flag)
        self._context = api.llama_init_from_model(self._model, params)
        if not self._context:
            raise ValueError(f"no memory for {sequences} sequences of {context} tokens")
        self._memory = api.llama_get_memory(self._context)
        self._room = api.llama_batch_init(self._batch, 0, 1)
        self.context = api.llama_n_ctx_seq(self._context)
        self.cuts = not (api.llama_model_is_recurrent(self._model) or api.llama_model_is_hybrid(self._model))

    def close(self) -> None:
        """Frees context and model."""
        if self._context:
            self._api.llama_batch_free(self._room)
            self._api.llama_free(self._context)
        if self._model:
            self._api.llama_model_free(self._model)
        self._model = self._context = None

    # --- texts ---

    def metadata(self, key: str) -> str | None:
        """A text of the file's header."""
        room = ctypes.create_string_buffer(1 << 18)
        length = self._api.llama_model_meta_val_str(self._model, key.encode(), room, len(room))
        return room.value.decode(errors="replace") if length >= 0 else None

    def chat_formatter(self, template: str) -> Any:
        """Renders messages with a chat template, in Jinja's sandbox: formatter(messages=…).prompt."""
        # The library's own formatters take time to load that only a model in use needs.
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        return Jinja2ChatFormatter(template, *self._marks())

    def _marks(self) -> tuple[str, str]:
        """The texts of the tokens that end and begin a text."""
        api = self._api
        tokens = api.llama_vocab_eos(self._vocab), api.llama_vocab_bos(self._vocab)
        end, begin = (api.llama_vocab_get_text(self._vocab, token).decode() if token >= 0 else "" for token in tokens)
        return end, begin

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """The tokens of a text; `special` lets '<|im_end|>' and the like become what they stand for."""
        raw = text.encode(errors="replace")
        room = (ctypes.c_int32 * (len(raw) + 8))()
        count = self._api.llama_tokenize(self._vocab, raw, len(raw), room, len(room), False, special)
        if count < 0:
            raise ValueError(f"a text of {len(raw)} bytes cannot be tokenised")
        return list(room[:count])

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for, perhaps a part of a letter; b"" for special tokens."""
        room = ctypes.create_string_buffer(256)
        length = self._api.llama_token_to_piece(self._vocab, token, room, len(room), 0, False)
        return room.raw[: max(0, length)]

    def is_end(self, token: int) -> bool:
        """Whether a token ends the model's turn."""
        return bool(self._api.llama_vocab_is_eog(self._vocab, token))

    # --- batches ---

    def decode(self, rows: Sequence[Row]) -> None:
        """Evaluates the rows together, at most `batch` tokens; read logits() afterwards, by the wanted ones' order.

        Raises DecodingInterrupted, and ValueError where llama.cpp fails.
        """
        batch, place = self._room, 0
        for row in rows:
            for offset, token in enumerate(row.tokens):
                batch.token[place], batch.pos[place] = token, row.position + offset
                batch.n_seq_id[place], batch.seq_id[place][0] = 1, row.sequence
                batch.logits[place] = offset >= len(row.tokens) - row.wanted
                place += 1
        batch.n_tokens = place
        self._outputs = [place for place in range(place) if batch.logits[place]]
        status = self._api.llama_decode(self._context, batch)
        if status == _INTERRUPTED:
            raise DecodingInterrupted
        if status:
            raise ValueError("the context is full" if status == _NO_ROOM else f"llama.cpp failed with {status}")

    def interrupt(self) -> None:
        """Lets decode() end soon, and every later one, until go_on()."""
        self._flag[0] = b"x"

    def go_on(self) -> None:
        """Takes interrupt() back."""
        self._flag[0] = b"\0"

    def logits(self, output: int) -> np.ndarray:
        """One float for each token of the vocabulary, valid until the next decode()."""
        row = self._api.llama_get_logits_ith(self._context, self._outputs[output])
        return np.ctypeslib.as_array(row, shape=(self.vocabulary,))

    # --- sequences ---

    def cut(self, sequence: int, length: int) -> bool:
        """Drops what a sequence holds behind its first `length` tokens; False where the model cannot."""
        return bool(self._api.llama_memory_seq_rm(self._memory, sequence, length, -1))

    def saved(self, sequence: int) -> np.ndarray:
        """All that a sequence holds, as bytes."""
        size = self._api.llama_state_seq_get_size(self._context, sequence)
        state = np.empty(size, np.uint8)
        written = self._api.llama_state_seq_get_data(self._context, _bytes(state), size, sequence)
        return state[:written]

    def restore(self, sequence: int, state: np.ndarray) -> bool:
        """Gives a sequence what saved() has returned; False where that fails, the sequence is then empty."""
        self.cut(sequence, 0)
        if self._api.llama_state_seq_set_data(self._context, _bytes(state), len(state), sequence):
            return True
        self.cut(sequence, 0)
        return False

    def grammar(self, schema: Mapping[str, Any]) -> "Grammar":
        """What lets only documents of a JSON schema through; raises ValueError where that cannot be made."""
        return Grammar(self._api, self._vocab, _rules(self._api, schema))


class Grammar:
    """Chooses tokens that continue a document of a schema; one object for one document."""

    def __init__(self, api: Any, vocab: Any, rules: str) -> None:
        self._api = api
        self._sampler = api.llama_sampler_init_grammar(vocab, rules.encode(), b"root")
        if not self._sampler:
            raise ValueError("llama.cpp does not take its grammar; strings may have 1,500 letters at most")

    def choose(self, logits: np.ndarray) -> int:
        """The likeliest token that is allowed here, which is taken as written."""
        token = int(logits.argmax())
        if not np.isfinite(self._allowed(np.array([token], np.int32), logits)[0]):
            allowed = self._allowed(np.arange(len(logits), dtype=np.int32), logits)
            token = int(allowed.argmax())
        self._api.llama_sampler_accept(self._sampler, token)
        return token

    def _allowed(self, tokens: np.ndarray, logits: np.ndarray) -> np.ndarray:
        """The logits of the tokens, -inf for those that the grammar forbids."""
        api = self._api
        entries = np.zeros(len(tokens), dtype=[("id", np.int32), ("logit", np.float32), ("p", np.float32)])
        entries["id"], entries["logit"] = tokens, logits[tokens]
        data = entries.ctypes.data_as(ctypes.POINTER(api.llama_token_data))
        array = api.llama_token_data_array(data, len(tokens), -1, False)
        api.llama_sampler_apply(self._sampler, ctypes.byref(array))
        return entries["logit"]

    def close(self) -> None:
        """Frees it."""
        if self._sampler:
            self._api.llama_sampler_free(self._sampler)
            self._sampler = None


def _bytes(state: np.ndarray) -> Any:
    return state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))


def _rules(api: Any, schema: Mapping[str, Any]) -> str:
    """llama.cpp's grammar of a JSON schema; raises ValueError where it cannot be translated."""
    try:
        rules = api.LlamaGrammar.from_json_schema(json.dumps(schema))._grammar
    # What llama-cpp-python raises on schemas it does not know; it asserts, too.
    except (AssertionError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return re.sub(r"^char ::= .*$", lambda _: _LETTER, rules, flags=re.MULTILINE)


@functools.cache
def _log_errors(api: Any) -> object:
    """llama.cpp's errors go to the log, everything else nowhere; kept, as llama.cpp calls it until the process ends."""

    @api.llama_log_callback
    def tell(level: int, text: bytes, _: object) -> None:
        if level == _ERROR and not text.endswith(_OF_INTERRUPTS):
            _log.error(text.decode("utf-8", errors="replace").strip())

    api.llama_log_set(tell, ctypes.c_void_p(0))
    return tell
