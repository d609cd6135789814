"""The joins: everything one city's maps are made of, loaded once per data version."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo import backdrop, boundaries, checks, locate, tables
from geo.boundaries import Boundaries
from geo.errors import MissingFileError, UnknownCityError
from geo.gazetteer import Gazetteer
from geo.imports import in_force
from geo.imports.plan import Plan
from geo.issues import Issue
from geo.paths import DataPaths
from geo.schema import read_package
from geo.tables import Tables


@dataclass(frozen=True)
class Frames:
    """One city, joined and located.

    Parameters
    ----------
    city_code
        Six digits.
    city_name_zh, city_name_en
        Its name.
    counties
        ``area_code``, ``name_zh``, ``name_en``, ``geometry`` (EPSG:4326).
    features
        Located rows of each feature table, by resource name.
    components
        Located components of the city's structures, with ``structure_zh``.
    backdrop
        Water behind the plan; see :mod:`geo.backdrop`.
    neighbours
        Counties round the city, from the same data as the shipped boundaries;
        empty where the user's own boundaries are in use.
    structures, roles, industries, indicators, indicator_areas
        Rows of the city.
    tables
        All tables, unfiltered.
    boundary_origin
        ``shipped`` or the name of the user's file.
    geometry_credits
        Origin and licence of the geometry that the user brought, where some is in use.
    issues
        All that is wrong with the data, as rows.
    version, digest
        Version of the data package; hash of its bytes and boundary.
    """

    city_code: str
    city_name_zh: str
    city_name_en: str
    counties: gpd.GeoDataFrame
    features: Mapping[str, gpd.GeoDataFrame]
    components: gpd.GeoDataFrame
    backdrop: gpd.GeoDataFrame
    neighbours: gpd.GeoDataFrame
    structures: pd.DataFrame
    roles: pd.DataFrame
    industries: pd.DataFrame
    indicators: pd.DataFrame
    indicator_areas: pd.DataFrame
    tables: Tables
    boundary_origin: str
    geometry_credits: tuple[str, ...]
    issues: tuple[Issue, ...]
    version: str
    digest: str

    def county_name(self, code: str, language: str = "zh") -> str:
        """Name of a county of any city by its code; the code if it is unknown."""
        areas = self.tables["areas"]
        names = areas.loc[areas["area_code"] == code, f"name_{language}"]
        return str(names.iloc[0]) if len(names) else code

    def source_titles(self, language: str = "zh") -> dict[str, str]:
        """source_id to short title."""
        sources = self.tables["sources"]
        return dict(zip(sources["source_id"], sources[f"short_{language}"], strict=True))


def city_codes(data: Tables) -> list[str]:
    """Codes of the cities of the package, in the order of ``areas.csv``."""
    areas = data["areas"]
    return list(areas.loc[areas["level"] == "city", "area_code"])


def load_tables(paths: DataPaths) -> Tables:
    """Read and check every table; see :mod:`geo.tables`."""
    return tables.read_tables(paths.root, read_package(paths.package))


def package_files(paths: DataPaths) -> dict[str, bytes]:
    """The descriptor and every table of a data package as they lie on disk, by path, to be handed on.

    Raises
    ------
    MissingFileError
        A file of the package is not there.
    """
    names = [paths.package.name, *(resource.path for resource in read_package(paths.package).resources)]
    try:
        return {name: (paths.root / name).read_bytes() for name in names}
    except FileNotFoundError as error:
        msg = f"数据包缺少文件 {error.filename}。"
        raise MissingFileError(msg, "从版本库恢复该文件。") from error


def notices(paths: DataPaths) -> dict[str, bytes]:
    """Texts on rights that go along with the data, by path; those that are there."""
    return {name: path.read_bytes() for name, path in paths.notices.items() if path.is_file()}


def _boundary_digest(bounds: Boundaries) -> str:
    return hashlib.sha256(b"".join(bounds.frame.geometry.to_wkb())).hexdigest()[:6]


def _of_city(frame: pd.DataFrame, city_code: str) -> pd.DataFrame:
    return frame[frame["city_code"] == city_code].reset_index(drop=True)


def _of_areas(frame: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    return frame[frame["area_code"].isin(codes)].sort_values(["area_code", "ordinal"]).reset_index(drop=True)


def load(paths: DataPaths, city_code: str) -> Frames:
    """Everything of one city.

    Raises
    ------
    UnknownCityError
        ``areas.csv`` has no such city.
    MissingFileError, DamagedFileError
        The descriptor of the package cannot be used. Any other damage becomes
        issue rows and the rest still works.
    """
    data = load_tables(paths)
    areas = data["areas"]
    city = areas[(areas["area_code"] == city_code) & (areas["level"] == "city")]
    if city.empty:
        msg = f"没有代码为 {city_code} 的城市。"
        raise UnknownCityError(msg, f"可用的城市：{'、'.join(city_codes(data)) or '无'}。")
    bounds = boundaries.chosen(paths, areas, city_code)
    codes = boundaries.counties_of(areas, city_code)["area_code"]
    gazetteer = Gazetteer(data["places"], bounds.frame)
    links = {name: data[name] for name in ("feature_areas", "feature_nodes", "feature_aliases")}
    features = {
        name: locate.locate_features(name, _of_city(data[name], city_code), links, gazetteer)
        for name in data.package.feature_tables
    }
    brought = in_force.in_force(paths.geometry, city_code)
    features, used = in_force.apply(features, brought.replacements)
    structures = _of_city(data["structures"], city_code)
    chosen = data["components"][data["components"]["structure_id"].isin(structures["structure_id"])]
    components = locate.locate_components(chosen.reset_index(drop=True), data["component_members"], gazetteer)
    names = dict(zip(structures["structure_id"], structures["name_zh"], strict=True))
    components["structure_zh"] = components["structure_id"].map(names)
    water, water_issues = backdrop.read_backdrop(paths.backdrop(city_code))
    around, around_issues = backdrop.read_neighbours(paths.neighbours(city_code))
    if bounds.origin != "shipped":
        around = around.iloc[:0]
    issues = (
        data.issues
        + bounds.issues
        + (*water_issues, *around_issues, *checks.cross_table(data, bounds.frame), *brought.issues)
    )
    return Frames(
        city_code=city_code,
        city_name_zh=str(city["name_zh"].iloc[0]),
        city_name_en=str(city["name_en"].iloc[0]),
        counties=bounds.frame,
        features=features,
        components=components,
        backdrop=water,
        neighbours=around,
        structures=structures,
        roles=_of_areas(data["county_roles"], codes),
        industries=_of_areas(data["county_industries"], codes),
        indicators=_of_city(data["indicators"], city_code),
        indicator_areas=data["indicator_areas"],
        tables=data,
        boundary_origin=bounds.origin,
        geometry_credits=used,
        issues=issues,
        version=data.package.version,
        digest="-".join(part for part in (data.digest, _boundary_digest(bounds), brought.digest) if part),
    )


def plan_of(loaded: Frames) -> Plan:
    """What brought geometry is matched to: a city that was loaded without any import."""
    return Plan(
        loaded.city_code,
        loaded.city_name_zh,
        loaded.counties,
        loaded.features,
        loaded.tables["feature_nodes"],
        loaded.tables["feature_aliases"],
        loaded.tables["places"],
    )
