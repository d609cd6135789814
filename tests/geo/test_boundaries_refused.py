import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import prcoords
import pytest
import shapely

from geo import crs
from geo.boundaries import read_boundaries
from geo.errors import AtlasError, BoundaryError, BoundaryMismatchError, DamagedFileError, DatumError, MissingFileError
from geo.frames import Frames
from tests.tiny.package import squares
from tests.tiny.rows import CITY


@pytest.fixture
def areas(tiny_frames: Frames) -> pd.DataFrame:
    return tiny_frames.tables["areas"]


def refusal(path: Path, areas: pd.DataFrame, kind: type[AtlasError]) -> AtlasError:
    """The error that a user's file is refused with: of that very kind, naming the file and a remedy."""
    with pytest.raises(kind) as raised:
        read_boundaries(path, areas, CITY, reference=squares(CITY))
    assert raised.type is kind
    assert path.name in raised.value.what
    assert raised.value.remedy
    return raised.value


def save(frame: gpd.GeoDataFrame, path: Path) -> Path:
    frame.to_file(path, engine="pyogrio")
    return path


def swapped(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return lonlat[:, ::-1]


def test_missing_file_is_named(areas: pd.DataFrame, tmp_path: Path) -> None:
    assert "ATLAS_BOUNDARY_FILE" in refusal(tmp_path / "no.gpkg", areas, MissingFileError).remedy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.geojson", b"not geojson"),
        ("own.gpkg", b"SQLite format 3\x00 cut short"),
        ("own.shp", b"\x00\x00'\n"),
        ("own.geojson", b'{"type":"FeatureCollection","features":[]}'),
        ("own.csv", b"area_code,name_zh\n990101,a\n"),
    ],
)
def test_file_without_readable_geometry_is_damaged(
    areas: pd.DataFrame, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    # Content that is something else than the name says is told as such.
    refusal(path, areas, DamagedFileError if path.suffix != ".csv" and content != b"not geojson" else BoundaryError)


def test_shapefile_without_prj_is_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares(CITY)[["area_code", "geometry"]], tmp_path / "own.shp")
    path.with_suffix(".prj").unlink()
    assert ".prj" in refusal(path, areas, BoundaryError).remedy


def test_shapefile_without_its_table_is_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares(CITY)[["area_code", "geometry"]], tmp_path / "own.shp")
    path.with_suffix(".dbf").unlink()
    with pytest.raises((BoundaryError, DamagedFileError)):
        read_boundaries(path, areas, CITY, reference=squares(CITY))


def test_file_of_another_city_is_refused_with_an_example_of_what_is_wanted(areas: pd.DataFrame, tmp_path: Path) -> None:
    path = save(squares("990200"), tmp_path / "own.geojson")
    remedy = refusal(path, areas, BoundaryMismatchError).remedy
    assert "990101" in remedy
    assert "甲县" in remedy


@pytest.mark.parametrize("kind", ["centroid", "boundary"])
def test_points_or_lines_in_place_of_counties_are_refused(areas: pd.DataFrame, tmp_path: Path, kind: str) -> None:
    own = squares(CITY).to_crs(4547)
    path = save(own.set_geometry(getattr(own.geometry, kind)), tmp_path / "own.gpkg")
    assert "不是面要素" in refusal(path, areas, BoundaryError).what


def test_swapped_longitude_and_latitude_are_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)
    own["geometry"] = shapely.transform(own.geometry.to_numpy(), swapped)
    error = refusal(save(own, tmp_path / "own.geojson"), areas, BoundaryError)
    assert "不在中国" in error.what
    assert "颠倒" in error.remedy


def test_metres_labelled_as_degrees_are_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY).to_crs(4547).set_crs(crs.STORAGE, allow_override=True)
    assert "不在中国" in refusal(save(own, tmp_path / "own.gpkg"), areas, BoundaryError).what


def test_local_engineering_system_that_cannot_be_converted_is_refused(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY).set_crs('LOCAL_CS["mine",UNIT["metre",1]]', allow_override=True)
    assert "无法换算" in refusal(save(own, tmp_path / "own.gpkg"), areas, BoundaryError).what


def test_gcj02_is_refused_with_the_measured_shift(areas: pd.DataFrame, tmp_path: Path) -> None:
    own = squares(CITY)
    own["geometry"] = shapely.transform(own.geometry.to_numpy(), crs.wgs84_to_gcj02)
    error = refusal(save(own, tmp_path / "own.geojson"), areas, DatumError)
    said = re.search(r"偏移 (\d+) 米（东 ([+-]\d+)，北 ([+-]\d+)）", error.what)
    assert said is not None
    # The offset at the middle of the city by the independent formula, in metres.
    middle = prcoords.wgs_gcj((26.2, 113.2))
    east, north = (middle.lon - 113.2) * 111320 * np.cos(np.radians(26.2)), (middle.lat - 26.2) * 110770
    assert [int(number) for number in said.groups()] == pytest.approx([np.hypot(east, north), east, north], abs=15)
    assert "GCJ-02" in error.what


def test_shift_that_is_not_gcj02_is_refused_without_that_guess(areas: pd.DataFrame, tmp_path: Path) -> None:
    metric = squares(CITY).to_crs(4547)
    own = metric.assign(geometry=metric.translate(-400.0, 0.0))
    error = refusal(save(own, tmp_path / "own.gpkg"), areas, BoundaryError)
    assert "400 米" in error.what
    assert "GCJ" not in str(error)


def test_shift_below_the_tolerance_is_accepted(areas: pd.DataFrame, tmp_path: Path) -> None:
    metric = squares(CITY).to_crs(4547)
    path = save(metric.assign(geometry=metric.translate(-200.0, 100.0)), tmp_path / "own.gpkg")
    assert len(read_boundaries(path, areas, CITY, reference=squares(CITY)).frame) == 4
