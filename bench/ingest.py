"""Reading a folder: this assistant against the plain LangChain pipeline, side by side in one run.

    pip install -e '.[bench]'
    python bench/ingest.py FOLDER

Plain means what a tutorial writes: DirectoryLoader → RecursiveCharacterTextSplitter(1000, 200) →
HuggingFaceEmbeddings → Chroma.from_documents, on the same files and with the same embedder. Both start cold inside
one process that has loaded the model; loading it is not counted. Then ours runs once more on the unchanged folder.
It prints seconds, passages and ratios; it measures no quality.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from langchain_chroma import Chroma
from langchain_community.document_loaders import DirectoryLoader, TextLoader
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant import Workspace, open_workspace
from assistant.library.ingesting import IngestReport
from assistant.models.catalogue import starter_embedder

Result = TypeVar("Result")


def main() -> None:
    """Runs both pipelines and prints the comparison."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    # The weights are stored in half precision; in full precision the plain way is several times as fast on a CPU.
    embeddings = HuggingFaceEmbeddings(
        model_name=str(starter_embedder().folder),
        model_kwargs={"model_kwargs": {"dtype": "float32"}},
        encode_kwargs={"normalize_embeddings": True},
    )
    embeddings.embed_query("warm")
    plain_passages, plain = timed(lambda: plain_ingest(folder, embeddings))
    with tempfile.TemporaryDirectory() as scratch, open_workspace(scratch) as workspace:
        workspace.load_search()
        workspace.indexes.embeddings.encode_question("warm")
        report, ours = timed(lambda: our_ingest(workspace, folder))
        _, again = timed(lambda: our_ingest(workspace, folder))
    print_comparison(report, plain_passages, plain=plain, ours=ours, again=again)


def plain_ingest(folder: Path, embeddings: HuggingFaceEmbeddings) -> int:
    """The tutorial's pipeline; returns the number of chunks."""
    loader = DirectoryLoader(
        str(folder),
        glob="**/*",
        loader_cls=TextLoader,
        loader_kwargs={"autodetect_encoding": True},
        silent_errors=True,
    )
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.split_documents(loader.load())
    with tempfile.TemporaryDirectory() as scratch:
        Chroma.from_documents(chunks, embeddings, persist_directory=scratch)
    return len(chunks)


def our_ingest(workspace: Workspace, folder: Path) -> IngestReport:
    """Reading and bringing both indexes level."""
    report = workspace.ingest([folder])
    workspace.catch_up()
    return report


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """The result and the seconds."""
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def print_comparison(report: IngestReport, plain_passages: int, *, plain: float, ours: float, again: float) -> None:
    """One line per way, then the ratios."""
    print(f"plain LangChain  {plain:8.2f} s  {plain_passages:6} passages  {plain_passages / plain:7.1f} per second")
    print(f"this assistant   {ours:8.2f} s  {report.passages:6} passages  {report.passages / ours:7.1f} per second")
    print(f"unchanged again  {again:8.2f} s")
    rate = (report.passages / ours) / (plain_passages / plain)
    print(f"passages per second: {rate:.2f} times plain; whole folder: {plain / ours:.2f} times as fast")
    print(f"unchanged second run: {plain / again:.0f} times as fast as plain, {ours / again:.0f} times as the first")
    for item in report.unreadable:
        print(f"unreadable: {item.document}: {item.error}")


if __name__ == "__main__":
    main()
