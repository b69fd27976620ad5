"""The encoder of the starter embedder: an English model, and a German part that leaves it alone.

Both languages share the table of word pieces; the English ones come first, German texts have further ones of their own
and pass through layers that differ from the English ones by a change of low rank (LoRA, Hu et al. 2021,
arXiv:2106.09685). The folder holds the German layers, so that it is a plain sentence-transformers folder, and the way
back to the English ones, which is taken once, on loading; so English texts get the vectors of the English model, and
neither language costs more time than one model. It does not pool and does not train.
"""

import copy
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from assistant.language import detect

TOKENIZER, ENGLISH_WEIGHTS = "tokenizer.json", "english.safetensors"
# Among the facts about these weights: how many of the word pieces, from the first on, English texts are read with.
ENGLISH_PIECES = "english_pieces"
# Behind the name of a weight: the two factors of what German has changed in it.
UP, DOWN = ".up", ".down"


class EncoderByLanguage(torch.nn.Module):
    """Texts to token vectors, each text in its language; texts are cut to `max_seq_length` tokens."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.max_seq_length = int(json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"])
        content = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))
        self.german_tokenizer = Tokenizer.from_str(json.dumps(content, ensure_ascii=False))
        self.english_tokenizer = _of_the_first_pieces(content, _english_pieces(folder / ENGLISH_WEIGHTS))
        config = BertConfig.from_pretrained(folder)
        german = _stored(folder / "model.safetensors")
        self.german = _encoder(config, german)
        self.english = _encoder(config, _before(german, _stored(folder / ENGLISH_WEIGHTS)))
        self.english.embeddings.word_embeddings = self.german.embeddings.word_embeddings

    def __deepcopy__(self, known: dict[int, Any]) -> "EncoderByLanguage":
        """A copy that shares the tokenizers: their own copies go through a text in which pieces that share a number,
        such as "speicher" and "##speicher", lose all but one."""
        known |= {id(one): one for one in (self.german_tokenizer, self.english_tokenizer)}
        twin = known[id(self)] = type(self).__new__(type(self))
        twin.__dict__.update(copy.deepcopy(self.__dict__, known))
        return twin

    def is_german(self, text: str) -> bool:
        """Whether a text is read as German: by its words, and where they do not tell, by which of the two
        vocabularies reads it in fewer pieces."""
        language = detect(text, default="")
        if language:
            return language == "de"
        pieces = [len(one.encode(text).ids) for one in (self.german_tokenizer, self.english_tokenizer)]
        return pieces[0] < pieces[1]

    def tokenize(self, texts: Sequence[str], **_ignored: Any) -> dict[str, torch.Tensor]:
        """Padded token ids and their mask [texts, tokens], and which texts are German [texts]."""
        german = [self.is_german(text) for text in texts]
        ids = [self.ids(text, german=own) for text, own in zip(texts, german, strict=True)]
        longest = max(map(len, ids))
        rows = [torch.tensor([*one, *[0] * (longest - len(one))]) for one in ids]
        masks = [torch.tensor([1] * len(one) + [0] * (longest - len(one))) for one in ids]
        return {"input_ids": torch.stack(rows), "attention_mask": torch.stack(masks), "german": torch.tensor(german)}

    def ids(self, text: str, *, german: bool) -> list[int]:
        """The token ids of a text in a language."""
        ids = (self.german_tokenizer if german else self.english_tokenizer).encode(text).ids
        return ids if len(ids) <= self.max_seq_length else [*ids[: self.max_seq_length - 1], ids[-1]]

    def forward(self, features: dict[str, torch.Tensor], **_ignored: Any) -> dict[str, torch.Tensor]:
        """Adds `token_embeddings` [texts, tokens, dimension]."""
        german, mask, ids = features["german"], features["attention_mask"], features["input_ids"]
        if bool(german.all()) or not bool(german.any()):
            model = self.german if bool(german.all()) else self.english
            return features | {"token_embeddings": model(input_ids=ids, attention_mask=mask).last_hidden_state}
        found = [
            model(input_ids=ids[own], attention_mask=mask[own]).last_hidden_state
            for model, own in ((self.german, german), (self.english, ~german))
        ]
        hidden = found[0].new_empty((*ids.shape, found[0].shape[-1]))
        hidden[german], hidden[~german] = found
        return features | {"token_embeddings": hidden}

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return int(self.english.config.hidden_size)


def _english_pieces(path: Path) -> int:
    with safe_open(path, "pt") as weights:
        return int(weights.metadata()[ENGLISH_PIECES])


def _of_the_first_pieces(content: dict[str, Any], most: int) -> Tokenizer:
    """The tokenizer, knowing only the pieces with the first numbers."""
    first = {piece: number for piece, number in content["model"]["vocab"].items() if number < most}
    return Tokenizer.from_str(json.dumps(content | {"model": content["model"] | {"vocab": first}}, ensure_ascii=False))


def _stored(path: Path) -> dict[str, torch.Tensor]:
    """The weights of a file, float32."""
    return {name: value.float() for name, value in load_file(path).items()}


def _before(german: dict[str, torch.Tensor], english: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The English weights: the German ones without their change, or what is stored for English."""
    changed = {name.removesuffix(UP) for name in english if name.endswith(UP)}
    back = {name: german[name] - english[name + UP] @ english[name + DOWN] for name in changed}
    return german | back | {name: value for name, value in english.items() if name in german}


def _encoder(config: BertConfig, weights: dict[str, torch.Tensor]) -> BertModel:
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: value for name, value in weights.items() if not name.startswith("pooler.")})
    return model.eval()
