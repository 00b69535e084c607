"""The house rules, read from the code: which way imports point, who touches what, and how large things are."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "edition"
LAYERS = (
    (
        "tree",
        "report",
        "errors",
        "resources",
        "tables",
        "screening",
        "well_formedness",
        "fonts",
        "codes",
        "positions",
        "collection",
        "languages",
    ),
    (
        "settings",
        "decisions",
        "document",
        "odd",
        "relaxng",
        "header",
        "imprint",
        "files",
        "reporting",
        "schema_association",
    ),
    ("fingerprints", "ledger", "matching", "manifest"),
    (
        "dress",
        "style_addresses",
        "foreign",
        "apparatus",
        "inline",
        "anchors",
        "citation",
        "provenance",
        "proposals",
        "remarks",
        "punctuation",
        "typography",
    ),
    ("readers",),
    ("reversal",),
    ("encoding", "check", "writers", "conservation", "proofreading"),
    ("inputs", "frontmatter", "look", "staging", "outputs", "neighbours", "foreign_schema", "gathering"),
    (
        "publishing",
        "build",
        "checking",
        "fixing",
        "mending",
        "status",
        "reviewing",
        "restoring",
        "drafting",
        "beginning",
        "doctor",
        "single",
    ),
    ("cli",),
)
OPENERS = ("cli", "build", "resources", "files", "staging", "inputs", "look", "outputs", "manifest", "status",
           "neighbours", "gathering", "reviewing", "restoring", "beginning")  # fmt: skip
OPENING = ("open", "read_bytes", "read_text", "write_bytes", "write_text", "unlink", "rename", "mkdir", "iterdir",
           "stat", "lstat", "fstat", "chmod", "walk", "scandir", "listdir", "glob", "rglob", "exists", "lexists",
           "is_file", "is_dir", "is_symlink", "symlink_to", "touch", "rmdir", "rmtree")  # fmt: skip
OUTSIDE = {"click": ("cli",), "bs4": ("readers.html",), "weasyprint": ("writers.pdf", "writers.print"),
           "pypdfium2": ("proofreading.book",)}  # fmt: skip


def name(path: Path) -> str:
    """`writers.html` for edition/writers/html.py."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def part(module: str) -> str:
    """The file or folder of the house that `module` belongs to."""
    return module.split(".", maxsplit=1)[0]


def imports(syntax: ast.AST) -> Iterator[str]:
    """The dotted names of all modules that are imported anywhere in `syntax`."""
    for node in ast.walk(syntax):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "edition":
            yield from (f"edition.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def imports_at_the_top(syntax: ast.Module) -> set[str]:
    """The outermost names of what a module imports when it is imported itself."""
    return {part(found) for node in syntax.body for found in imports(node) if not isinstance(node, ast.FunctionDef)}


def own_imports(syntax: ast.AST) -> set[str]:
    """The parts of the house that `syntax` imports."""
    own = [found.removeprefix("edition.") for found in imports(syntax) if found.startswith("edition.")]
    return {part(found) for found in own if not found.startswith("_")}


def functions(syntax: ast.AST) -> Iterator[ast.FunctionDef]:
    """All functions and methods in `syntax`."""
    return (node for node in ast.walk(syntax) if isinstance(node, ast.FunctionDef))


def length(function: ast.FunctionDef) -> int:
    """The lines of `function`, signature and docstring included."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def definitions(syntax: ast.AST) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """All functions and classes in `syntax`."""
    return (node for node in ast.walk(syntax) if isinstance(node, ast.FunctionDef | ast.ClassDef))


def public(syntax: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The functions and classes of a module, and the methods of its classes, whose names have no underscore."""
    for node in syntax.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            inner = node.body if isinstance(node, ast.ClassDef) else []
            yield from (m for m in inner if isinstance(m, ast.FunctionDef) and not m.name.startswith("_"))


def parameters(function: ast.FunctionDef) -> list[ast.arg]:
    """What a caller gives: all parameters but `self`."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [one for one in given if one.arg not in ("self", "cls")]


def attributes(syntax: ast.AST) -> set[str]:
    """The names of all attributes that `syntax` looks up."""
    return {node.attr for node in ast.walk(syntax) if isinstance(node, ast.Attribute)}


def calls(syntax: ast.AST) -> set[str]:
    """The last names of all that `syntax` calls."""
    called = [node.func for node in ast.walk(syntax) if isinstance(node, ast.Call)]
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in called}


def caught(syntax: ast.AST) -> Iterator[str]:
    """What the `except` clauses in `syntax` catch; "" for all."""
    return (
        ast.unparse(node.type) if node.type else "" for node in ast.walk(syntax) if isinstance(node, ast.ExceptHandler)
    )


def layer(module: str) -> int:
    """How high `module` stands in the house."""
    return next(number for number, names in enumerate(LAYERS) if part(module) in names)


MODULES = {
    name(path): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or path.stem != "__init__"
}


def test_every_module_has_its_place_in_the_house() -> None:
    assert not {part(module) for module in MODULES} - {name for names in LAYERS for name in names}, "see LAYERS"


def test_no_import_points_up() -> None:
    pairs = [(module, found) for module, syntax in MODULES.items() for found in own_imports(syntax)]
    assert not [(module, found) for module, found in pairs if layer(found) > layer(module)]


def test_no_parts_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, syntax in MODULES.items():
        graph.setdefault(part(module), set()).update(own_imports(syntax) - {part(module)})
    assert not _circling(graph)


def test_no_rooms_within_the_checks_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module, syntax in MODULES.items():
        if part(module) == "check":
            graph.setdefault(_room(module), set()).update(_rooms(syntax) - {_room(module)})
    assert {"subject", "pointing", "grammar", "rules"} <= graph.keys()
    assert not _circling(graph)


def _rooms(syntax: ast.AST) -> set[str]:
    """The rooms of the checks that `syntax` imports."""
    own = [found.removeprefix("edition.") for found in imports(syntax) if found.startswith("edition.check.")]
    return {_room(found) for found in own}


def _room(module: str) -> str:
    """The file or folder within the checks that `module` belongs to; "" for the checks themselves."""
    return module.removeprefix("check").removeprefix(".").split(".", maxsplit=1)[0]


def _circling(graph: dict[str, set[str]]) -> set[str]:
    """What imports itself by way of others in `graph`, and what imports that."""
    left = dict(graph)
    while free := [module for module, needs in left.items() if not needs & left.keys()]:
        for module in free:
            del left[module]
    return set(left)


def test_no_reader_knows_a_writer_nor_the_reverse() -> None:
    others = {"readers": {"writers", "encoding"}, "writers": {"readers", "encoding"}}
    found = {module: own_imports(syntax) & others.get(part(module), set()) for module, syntax in MODULES.items()}
    assert not {module: wrong for module, wrong in found.items() if wrong}


def test_proofreading_shares_no_code_with_what_it_reads_back() -> None:
    allowed = {"tree", "document", "report", "errors", "readers", "proofreading"}
    found = {module: own_imports(syntax) for module, syntax in MODULES.items() if part(module) == "proofreading"}
    assert found
    assert not {module: used - allowed for module, used in found.items() if used - allowed}


@pytest.mark.parametrize(("library", "modules"), OUTSIDE.items())
def test_an_outside_library_is_imported_in_its_own_module_only(library: str, modules: tuple[str, ...]) -> None:
    users = {module for module, syntax in MODULES.items() if library in {part(found) for found in imports(syntax)}}
    assert {user for user in users if part(user) not in modules} <= set(modules)


def test_weasyprint_is_imported_inside_the_function_that_needs_it() -> None:
    assert not [module for module, syntax in MODULES.items() if "weasyprint" in imports_at_the_top(syntax)]


def test_only_tree_touches_the_tail_of_an_element() -> None:
    assert [module for module, syntax in MODULES.items() if "tail" in attributes(syntax)] == ["tree"]


def test_only_the_edges_of_the_house_open_files() -> None:
    touching = {module for module, syntax in MODULES.items() if calls(syntax) & set(OPENING)}
    assert {part(module) for module in touching} <= set(OPENERS)


def test_only_the_command_line_prints_or_exits() -> None:
    speaking = {module for module, syntax in MODULES.items() if calls(syntax) & {"print", "echo", "exit", "_exit"}}
    assert {part(module) for module in speaking} <= {"cli"}


def test_no_module_is_over_400_lines() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in PACKAGE.rglob("*.py")}
    assert not {path.name: count for path, count in lines.items() if count > 400}


def test_no_function_is_over_50_lines() -> None:
    assert not [(module, made.name) for module, made in FUNCTIONS if length(made) > 50]


def test_95_of_100_functions_have_25_lines_or_less() -> None:
    assert sum(length(made) <= 25 for _, made in FUNCTIONS) >= 0.95 * len(FUNCTIONS)


def test_no_function_takes_more_than_six_parameters() -> None:
    assert not [(module, made.name) for module, made in FUNCTIONS if len(parameters(made)) > 6]


def test_no_except_is_bare_or_broad() -> None:
    broad = {"", "Exception", "BaseException"}
    assert not [module for module, syntax in MODULES.items() if broad & set(caught(syntax))]


def test_no_assert_stands_on_input() -> None:
    assert not [
        module for module, syntax in MODULES.items() if any(isinstance(n, ast.Assert) for n in ast.walk(syntax))
    ]


def test_modules_and_public_names_have_docstrings() -> None:
    documented = [(module, "", syntax) for module, syntax in MODULES.items()]
    documented += [(module, made.name, made) for module, syntax in MODULES.items() for made in public(syntax)]
    assert not [(module, made) for module, made, node in documented if not ast.get_docstring(node)]


def test_names_are_those_of_the_field_and_no_bags() -> None:
    bags = ("Manager", "Helper", "Handler", "Processor", "Utils", "Util")
    names = [(module, node.name) for module, syntax in MODULES.items() for node in definitions(syntax)]
    assert not [found for found in names if found[1].startswith(("get_", "set_")) or found[1].endswith(bags)]
    assert not [module for module in MODULES if module.endswith(("utils", "util", "helpers", "common", "misc"))]


FUNCTIONS = [(module, made) for module, syntax in MODULES.items() for made in functions(syntax)]


def test_every_library_that_is_asked_for_is_imported() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    assert asked <= {part(found) for syntax in MODULES.values() for found in imports(syntax)}


def test_no_public_function_of_the_foundations_is_unused() -> None:
    used = {word for path in PACKAGE.rglob("*.py") for word in re.findall(r"\w+", _without_its_own(path))}
    made = {(module, node.name) for module in ("tree", "ledger") for node in public(MODULES[module])}
    assert not [found for found in made if found[1] not in used]


def _without_its_own(path: Path) -> str:
    """The code of a module without the names in its definitions."""
    return re.sub(r"(?:def|class) \w+", "", path.read_text(encoding="utf-8"))
