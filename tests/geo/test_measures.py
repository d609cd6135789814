import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo import measures
from geo.crs import STORAGE
from tests.tiny.package import squares
from tests.tiny.rows import CITY, JIA

# Area of the ellipsoid between 26.2 and 26.4 degrees north, over 0.2 degrees of longitude, from
# b²/2·Δλ·[q(φ₂) - q(φ₁)] with q(φ) = sin φ/(1 - e² sin² φ) + artanh(e sin φ)/e: a closed form of its own.
CELL_KM2 = 442.55886728808014
# Quarter meridian of the WGS 84 ellipsoid.
QUARTER_MERIDIAN_KM = 10001.965729


def test_area_of_a_cell_between_parallels_is_the_closed_form() -> None:
    fine = shapely.segmentize(shapely.box(113.0, 26.2, 113.2, 26.4), 0.001)
    area = measures.area_km2(gpd.GeoSeries([fine], crs=STORAGE))
    assert area.iloc[0] == pytest.approx(CELL_KM2, rel=1e-8)


def test_area_does_not_depend_on_the_direction_of_the_ring() -> None:
    shape = shapely.box(113.0, 26.2, 113.2, 26.4)
    area = measures.area_km2(gpd.GeoSeries([shape, shape.reverse()], crs=STORAGE))
    assert area.iloc[0] == area.iloc[1] > 0


def test_hole_is_not_counted() -> None:
    inner = shapely.box(113.05, 26.25, 113.15, 26.35)
    outer = shapely.box(113.0, 26.2, 113.2, 26.4)
    whole, hole, ring = measures.area_km2(gpd.GeoSeries([outer, inner, outer.difference(inner)], crs=STORAGE))
    assert ring == pytest.approx(whole - hole, rel=1e-12)


def test_length_from_equator_to_pole_is_the_quarter_meridian() -> None:
    line = shapely.LineString([(113, 0), (113, 45), (113, 90)])
    length = measures.length_km(gpd.GeoSeries([line], crs=STORAGE))
    assert length.iloc[0] == pytest.approx(QUARTER_MERIDIAN_KM, abs=1e-6)


def test_measure_is_named_and_keeps_the_index() -> None:
    shapes = squares(CITY).set_index("area_code").geometry
    area = measures.area_km2(shapes)
    assert area.name == "area_km2"
    assert list(area.index) == list(shapes.index)
    assert measures.length_km(shapes.boundary).name == "length_km"


def test_feature_counts_once_in_each_of_its_counties() -> None:
    links = pd.DataFrame({"feature_id": ["a", "a", "a", "b"], "area_code": [JIA, JIA, "990102", JIA]})
    counts = measures.features_per_county(links, pd.Index([JIA, "990102", "990103"]))
    assert counts.to_dict() == {JIA: 2, "990102": 1, "990103": 0}
    assert counts.name == "features_per_county"


LINE = shapely.LineString([(113.0, 26.0), (113.0, 26.1)])
DISC = shapely.box(113.0, 26.2, 113.2, 26.4)


def test_only_what_is_well_known_is_measured() -> None:
    assert measures.feature_length_km(LINE, "located") == pytest.approx(11.08, abs=0.01)
    assert measures.feature_area_km2(DISC, "official") == pytest.approx(CELL_KM2, rel=1e-4)
    for accuracy in ("approximate", "schematic", "county", "unlocated"):
        assert measures.feature_length_km(LINE, accuracy) == accuracy
        assert measures.feature_area_km2(DISC, accuracy) == accuracy
    assert measures.feature_length_km(None, "located") is measures.NoMeasure.UNLOCATED
    assert measures.feature_length_km(DISC, "located") is measures.NoMeasure.OTHER_KIND
    assert measures.feature_area_km2(LINE, "located") is measures.NoMeasure.OTHER_KIND


def test_distance_is_measured_between_what_is_well_known_only() -> None:
    point = shapely.Point(113.0, 26.2)
    assert measures.distance_km((LINE, "located"), (point, "located")) == pytest.approx(11.08, abs=0.01)
    assert measures.distance_km((LINE, "located"), (point, "approximate")) is measures.NoMeasure.APPROXIMATE
    assert measures.distance_km((None, "located"), (point, "located")) is measures.NoMeasure.UNLOCATED
