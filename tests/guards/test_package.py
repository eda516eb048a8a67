"""What people install is complete: the wheel holds every file the program reads."""

import ast
import re
import subprocess
import sys
import tarfile
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "newsreader"
DISTRIBUTIONS = {"PIL": "pillow", "backports": "backports-zstd"}
"""Libraries that are imported under another name than they are installed."""


def build(source: Path, target: Path, kind: str) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)  # noqa: S603 - our own
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the source archive, so that both must be complete."""
    folder = tmp_path_factory.mktemp("build")
    unpack(build(ROOT, folder / "sdist", "sdist"), folder)
    (unpacked,) = folder.glob("newsreader-*")
    return build(unpacked, folder / "wheel", "wheel")


def unpack(archive: Path, target: Path) -> None:
    """Unpack by hand: how ``extractall`` is to be called differs between versions of Python."""
    with tarfile.open(archive) as files:
        for member in files:
            content = files.extractfile(member)
            if content is not None:
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(ZipFile(wheel).namelist())


def test_every_module_and_data_file_is_in_the_wheel(names: set[str]) -> None:
    files = (p for p in SOURCE.rglob("*") if p.is_file() and p.suffix != ".pyc")

    assert {p.relative_to(SOURCE.parent).as_posix() for p in files} - names == set()


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "store/schema.sql",
        "services/catalogue.tsv",
        "demo/feeds/subscriptions.opml",
        "demo/feeds/gipfelkurier.rss",
        "demo/feeds/small-hours.json",
    ],
)
def test_the_files_read_at_run_time_are_there(names: set[str], name: str) -> None:
    assert f"newsreader/{name}" in names


def test_the_style_sheets_move_into_the_package(names: set[str]) -> None:
    sheets = {f"newsreader/styles/{p.name}" for p in (ROOT / "styles").glob("*.tcss")}

    assert sheets
    assert sheets <= names


def test_nothing_but_the_package_is_installed(names: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in names} == {"newsreader"}


def test_licence_and_notices_come_along(wheel: Path) -> None:
    texts = {
        Path(name).name: ZipFile(wheel).read(name).decode()
        for name in ZipFile(wheel).namelist()
        if "/licenses/" in name
    }

    assert set(texts) == {"LICENSE", "NOTICE"}
    assert "lemon3/news-feeds" in texts["NOTICE"]


def test_the_command_is_installed(wheel: Path) -> None:
    assert "newsreader = newsreader.cli.main:run" in metadata(wheel, "entry_points.txt")


def test_exactly_the_libraries_that_are_imported_are_required(wheel: Path) -> None:
    # rich comes with textual; trafilatura needs lxml-html-clean, which older pips do not find out
    assert third_party_imports(SOURCE) - {"rich"} == needs(wheel) - {"lxml-html-clean"}


def test_what_the_tests_import_comes_with_the_dev_extra(wheel: Path) -> None:
    own = {path.stem for path in ROOT.glob("tests/*.py")} | {"fakes"}
    at_hand = needs(wheel) | needs(wheel, extra="dev")

    assert third_party_imports(ROOT / "tests") - own - {"rich"} - at_hand == set()


def needs(wheel: Path, extra: str = "") -> set[str]:
    """Name the libraries that the package requires, or those of one extra."""
    lines = Parser().parsestr(metadata(wheel, "METADATA")).get_all("Requires-Dist", [])
    marker = f"extra == '{extra}'"
    wanted = [line for line in lines if (marker in line if extra else "extra ==" not in line)]
    return {re.split(r"[\[<>=]", line)[0] for line in wanted}


def metadata(wheel: Path, name: str) -> str:
    with ZipFile(wheel) as archive:
        (path,) = (path for path in archive.namelist() if path.endswith(f".dist-info/{name}"))
        return archive.read(path).decode()


def third_party_imports(folder: Path) -> set[str]:
    """Name the libraries that any module imports, at its top or inside a function."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    found -= sys.stdlib_module_names | {"newsreader", "compression"}  # Python's own from 3.14 on
    return {DISTRIBUTIONS.get(name, name.replace("_", "-")) for name in found}
