"""The shipped package, as files, as tables, as cities and as maps; shared, never to be changed."""

import shutil
from pathlib import Path

import pytest

from geo import frames
from geo.frames import Frames
from geo.paths import ROOT, DataPaths
from geo.tables import Tables
from layers.compose import compose
from layers.messages import Messages
from layers.model import MapView

DOCUMENTS = ROOT.parent / "shared" / "sources"


@pytest.fixture(scope="session")
def chenzhou() -> Frames:
    return frames.load(DataPaths(), "431000")


@pytest.fixture(scope="session")
def xiangtan() -> Frames:
    return frames.load(DataPaths(), "430300")


@pytest.fixture(scope="session")
def tables(chenzhou: Frames) -> Tables:
    return chenzhou.tables


@pytest.fixture(scope="session")
def chenzhou_view(chenzhou: Frames) -> MapView:
    return compose(chenzhou, Messages("zh"))


@pytest.fixture(scope="session")
def documents() -> Path:
    """Folder of the source documents; tests that need it are skipped where it is not."""
    if not DOCUMENTS.is_dir():
        pytest.skip(f"no source documents in {DOCUMENTS}: citations are not looked up")
    return DOCUMENTS


@pytest.fixture
def copy(tmp_path: Path) -> DataPaths:
    """A copy of the shipped package to plant errors in."""
    return DataPaths(Path(shutil.copytree(DataPaths().root, tmp_path / "data")))
