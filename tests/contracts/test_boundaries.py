"""County boundaries that are shipped: identity, topology, area, datum, and where they come from."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import crs, frykit, measures
from geo.boundaries import read_boundaries
from geo.boundary_checks import AREA_TOLERANCE, measured_shift
from geo.errors import DatumError
from geo.frames import Frames
from geo.paths import DataPaths
from geo.tables import Tables
from tests.contracts.known import CHENZHOU_KM2, COUNTIES, OFFICIAL_KM2


@pytest.fixture(params=list(COUNTIES))
def city(request: pytest.FixtureRequest, chenzhou: Frames, xiangtan: Frames) -> Frames:
    return {"431000": chenzhou, "430300": xiangtan}[request.param]


@pytest.fixture(scope="module")
def amap() -> gpd.GeoDataFrame:
    """The layer of the same package that was drawn by somebody else."""
    return frykit.read_districts("amap")


def drawn_by_others(amap: gpd.GeoDataFrame, city: Frames) -> gpd.GeoDataFrame:
    return amap[amap["area_code"].isin(COUNTIES[city.city_code])]


def test_counties_are_the_sixteen_with_their_names(city: Frames) -> None:
    found = dict(zip(city.counties["area_code"], city.counties["name_zh"], strict=True))
    assert found == COUNTIES[city.city_code]


def test_shapes_are_polygons_and_valid(city: Frames) -> None:
    assert city.counties.is_valid.all()
    assert set(city.counties.geom_type) <= {"Polygon", "MultiPolygon"}


def test_counties_neither_overlap_nor_leave_gaps(city: Frames) -> None:
    shapes = city.counties.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert all(not part.interiors for part in shapely.get_parts(whole))
    apart = measures.area_km2(city.counties.geometry).sum()
    together = measures.area_km2(gpd.GeoSeries([whole], crs=crs.STORAGE)).iloc[0]
    assert apart == pytest.approx(together, rel=1e-9)


def test_loading_reports_nothing_on_the_boundaries(city: Frames) -> None:
    assert not [issue for issue in city.issues if issue.table.endswith(".geojson")]


def test_area_of_each_county_is_the_official_one(chenzhou: Frames, tables: Tables) -> None:
    measured = measures.area_km2(chenzhou.counties.set_index("area_code").geometry)
    assert AREA_TOLERANCE == 0.015
    for code, official in OFFICIAL_KM2.items():
        assert measured[code] == pytest.approx(official, rel=AREA_TOLERANCE), code
    assert measured.sum() == pytest.approx(CHENZHOU_KM2, rel=0.005)
    listed = tables["areas"].set_index("area_code")["official_area_km2"]
    assert listed[list(OFFICIAL_KM2)].to_dict() == OFFICIAL_KM2
    assert listed["431000"] == CHENZHOU_KM2


def test_lines_lie_within_200_metres_of_those_drawn_by_others(city: Frames, amap: gpd.GeoDataFrame) -> None:
    shift = measured_shift(drawn_by_others(amap, city), city.counties)
    assert np.hypot(*shift) < 200


def test_layer_drawn_by_others_is_accepted_as_own_boundary(
    city: Frames, amap: gpd.GeoDataFrame, tables: Tables, tmp_path: Path
) -> None:
    path = tmp_path / "own.gpkg"
    drawn_by_others(amap, city).to_file(path, engine="pyogrio")
    found = read_boundaries(path, tables["areas"], city.city_code, reference=city.counties)
    assert set(found.frame["area_code"]) == set(COUNTIES[city.city_code])


def test_the_same_layer_in_gcj02_is_refused_with_600_to_700_metres(
    city: Frames, amap: gpd.GeoDataFrame, tables: Tables, tmp_path: Path
) -> None:
    path = tmp_path / "own.gpkg"
    shifted = drawn_by_others(amap, city)
    shifted = shifted.set_geometry(shapely.transform(shifted.geometry.to_numpy(), crs.wgs84_to_gcj02), crs=crs.STORAGE)
    shifted.to_file(path, engine="pyogrio")
    with pytest.raises(DatumError) as raised:
        read_boundaries(path, tables["areas"], city.city_code, reference=city.counties)
    east, north = measured_shift(shifted, city.counties)
    assert 500 < np.hypot(east, north) < 750
    assert f"{np.hypot(east, north):.0f} 米" in raised.value.what


def test_rebuilding_from_the_open_package_gives_the_committed_bytes(tables: Tables, tmp_path: Path) -> None:
    for path in frykit.rebuild(tables["areas"], tmp_path, COUNTIES):
        assert path.read_bytes() == DataPaths().boundary(path.stem).read_bytes()
