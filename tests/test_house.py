"""The rules of the house (DESIGN.md), checked over the syntax tree of every module."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([*(ROOT / "assistant").rglob("*.py"), ROOT / "app.py", ROOT / "ingest.py"])

# The floor of a module is that of the longest name that fits.
FLOORS = {
    "assistant.errors": 0,
    "assistant.language": 0,
    "assistant.passages": 0,
    "assistant.manifest": 0,
    "assistant.sentences": 0,
    "assistant.settings": 0,
    "assistant.answer": 0,
    "assistant.budget": 0,
    "assistant.instructions": 0,
    "assistant.conversation": 0,
    "assistant.conversation_export": 0,
    "assistant.evaluation": 0,
    "assistant.evaluation_comparison": 0,
    "assistant.evaluation_sets": 0,
    "assistant.grounding": 0,
    "assistant.support": 0,
    "assistant.contradiction": 0,
    "assistant.negation": 0,
    "assistant.opposites": 0,
    "assistant.clauses": 0,
    "assistant.proper_names": 0,
    "assistant.statements": 0,
    "assistant.citing": 0,
    "assistant.extracting": 0,
    "assistant.goals": 0,
    "assistant.table_columns": 0,
    "assistant.lessons": 0,
    "assistant.days": 0,
    "assistant.risks": 0,
    "assistant.spreadsheets": 0,
    "assistant.uploads": 0,
    "assistant.background": 0,
    "assistant.status": 0,
    "assistant.telemetry": 0,
    "assistant.folder_lock": 0,
    "assistant.database": 1,
    "assistant.store": 1,
    "assistant.goal_store": 1,
    "assistant.conversation_store": 1,
    "assistant.kpi_catalogue": 1,
    "assistant.risk_catalogue": 1,
    "assistant.risk_store": 1,
    "assistant.ai_act_catalogue": 1,
    "assistant.library": 1,
    "assistant.prompts": 2,
    "assistant.models": 2,
    "assistant.answering": 3,
    "assistant.conversing": 3,
    "assistant.mode_recognition": 3,
    "assistant.evaluating": 3,
    "assistant.json_writing": 3,
    "assistant.rewriting": 3,
    "assistant.goal_chat": 3,
    "assistant.risk_chat": 3,
    "assistant.lesson_chat": 3,
    "assistant.proposing": 3,
    "assistant.risk_wording": 3,
    "assistant.lesson_wording": 3,
    "assistant.learning": 3,
    "assistant.lending": 0,
    "assistant.retrieval": 3,
    "assistant.writing": 3,
    "assistant.asking": 3,
    "assistant.model_switching": 3,
    "assistant.live_models": 3,
    "assistant.workspace": 4,
    "assistant": 5,
    "app": 6,
    "ingest": 6,
}
# Who may know a heavy library: one module, or several that share it.
DOORS: dict[str, str | tuple[str, ...]] = {
    "gradio": "assistant.web",
    "llama_cpp": "assistant.models.llama",
    "chromadb": "assistant.library.vectors",
    "tantivy": "assistant.library.keywords",
    "sentence_transformers": "assistant.library.embedding",
    "torch": "assistant.library.embedding",
    "transformers": "assistant.library.embedding",
    "sqlalchemy": (
        "assistant.database",
        "assistant.store",
        "assistant.goal_store",
        "assistant.conversation_store",
        "assistant.risk_store",
    ),
}
# Doors that load their library on first use, and the start, which has to silence Gradio before it is imported.
LATE = {
    "app": {"assistant"},
    "assistant": {"assistant"},
    "assistant.models.llama": {"llama_cpp"},
    "assistant.library.vectors": {"chromadb"},
    "assistant.library.embedding": {"torch", "safetensors", "sentence_transformers", "transformers", "assistant"},
}
SETTINGS_READERS = {
    "app",
    "ingest",
    "assistant.__main__",
    "assistant.command_line",
    "assistant.models_commands",
    "assistant.settings",
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "core", "misc", "base"}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from ((alias.name, child) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"relative import, line {child.lineno}"
            for alias in child.names:
                module = f"{child.module}.{alias.name}"
                yield (module if _is_module(module) else str(child.module)), child


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def _floor(module: str) -> int:
    fitting = [name for name in FLOORS if module == name or module.startswith(f"{name}.")]
    return FLOORS[max(fitting, key=len)]


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


every_module = pytest.mark.parametrize("path", MODULES, ids=_name)


@every_module
def test_imports_go_downstairs(path: Path) -> None:
    mine = _floor(_name(path))
    for module, node in _imports(_tree(path)):
        if module.split(".")[0] in ("assistant", "app", "ingest"):
            assert _floor(module) <= mine, f"line {node.lineno}: {module} lies above"


def test_no_module_imports_itself_over_others() -> None:
    edges = {
        _name(path): {module for module, _ in _imports(_tree(path)) if module.startswith("assistant.")}
        for path in MODULES
    }
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join([*way, module])
        if module not in done:
            for other in edges.get(module, ()):
                visit(other, (*way, module))
            done.add(module)

    for module in edges:
        visit(module, ())


@every_module
def test_a_heavy_library_has_one_door(path: Path) -> None:
    for module, node in _imports(_tree(path)):
        door = DOORS.get(module.split(".")[0])
        assert door is None or _name(path).startswith(door), f"line {node.lineno}: {module} belongs to {door}"


@every_module
def test_only_doors_import_inside_functions_and_say_why(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for function in _functions(path):
        inside = {node.lineno: module for module, node in _imports(function)}
        for module in inside.values():
            assert module.split(".")[0] in LATE.get(_name(path), set()), f"{function.name} imports {module}"
        if inside:
            assert lines[min(inside) - 2].strip().startswith("#") or "import" in lines[min(inside) - 2], function.name


@every_module
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for function in _functions(path):
        assert (function.end_lineno or 0) - function.lineno < 50, function.name


def test_most_functions_have_at_most_20_lines() -> None:
    lengths = [(f.end_lineno or 0) - f.lineno + 1 for path in MODULES for f in _functions(path)]
    assert sum(length <= 20 for length in lengths) >= 0.85 * len(lengths)


@every_module
def test_modules_and_public_functions_say_what_they_do(path: Path) -> None:
    tree = _tree(path)
    if path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(tree), "the module says nothing of itself"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            said = ast.get_docstring(node) or (path.name == "errors.py")
            assert said, f"{node.name} has no docstring"


@every_module
def test_every_signature_is_typed(path: Path) -> None:
    for function in _functions(path):
        if any(isinstance(parent, ast.Lambda) for parent in ast.walk(function) if parent is function):
            continue
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        untyped = [a.arg for a in arguments if a.annotation is None and a.arg not in ("self", "cls")]
        assert not untyped and function.returns is not None, f"{function.name}: {untyped or 'no return type'}"


@every_module
def test_past_three_parameters_only_keywords(path: Path) -> None:
    for function in _functions(path):
        positional = [a for a in [*function.args.posonlyargs, *function.args.args] if a.arg not in ("self", "cls")]
        # Gradio hands the values of widgets to an event by position.
        known = (
            function.name in ALLOWED_LONG
            or _name(path).startswith("assistant.web.")
            or any(isinstance(d, ast.Call | ast.Attribute) for d in function.decorator_list)
        )
        assert len(positional) <= 4 or known, f"{function.name} takes {len(positional)}"


# Contracts that scripts call by position, and LangChain's own signatures.
ALLOWED_LONG = {"search", "_generate", "_stream", "answer", "stream"}


@every_module
def test_errors_are_neither_swallowed_nor_caught_wholesale(path: Path) -> None:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler):
            names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"everything"}
            assert not names & {"Exception", "BaseException", "everything"}, f"line {node.lineno}"
            assert not (len(node.body) == 1 and isinstance(node.body[0], ast.Pass)), f"line {node.lineno}: swallowed"


@every_module
def test_only_the_edge_prints_and_reads_the_environment(path: Path) -> None:
    at_edge = _name(path) in SETTINGS_READERS
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            assert at_edge, f"line {node.lineno} prints"
    # Setting variables and handing the whole environment to a child are no reading.
    reads = re.findall(r"environ(?:\.get\(|\[)|getenv", path.read_text(encoding="utf-8"))
    assert at_edge or not reads, reads


@every_module
def test_a_module_is_named_by_what_it_is(path: Path) -> None:
    assert path.stem not in EMPTY_NAMES


def test_nothing_names_a_machine() -> None:
    texts = [*MODULES, *ROOT.glob("*.md"), *(ROOT / "bench").glob("*.py"), ROOT / "Makefile"]
    for path in texts:
        assert not re.search(r"(?<![\w.])/(?:home|root|opt|work)/\w", path.read_text(encoding="utf-8")), path.name


def test_the_readme_shows_both_commands_and_the_whole_tree() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme and "make test" in readme
    shipped = [path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in LOCAL]
    assert [name for name in shipped if name not in readme] == []
    modules = [path for path in (ROOT / "assistant").rglob("*.py") if path.name != "__init__.py"]
    assert [p.name for p in modules if "formats" not in p.parts and p.name not in readme] == []


# Made by using the project, not shipped.
LOCAL = {"data", "build", "dist", "ai_project_assistant.egg-info", "README.md"}


@pytest.mark.parametrize(
    "path", sorted(p for p in (ROOT / "tests").rglob("*.py") if p.name != "__init__.py"), ids=lambda p: p.stem
)
def test_every_module_of_tests_says_what_it_is_about(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
