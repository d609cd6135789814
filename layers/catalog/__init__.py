"""The layers of the atlas, one file each; this list is the layer tree, top to bottom."""

from types import ModuleType

from geo.frames import Frames
from layers.catalog import (
    agriculture,
    agriculture_projects,
    agriculture_structure,
    airport_structure,
    airports,
    bids,
    central_city,
    central_towns,
    characteristic_towns,
    clusters,
    cooperation,
    county_industries,
    crops,
    demonstrations,
    designations,
    digital_projects,
    ecology_projects,
    energy,
    enterprises,
    events,
    expressway_sections,
    expressways,
    farm_bases,
    farm_brands,
    forests,
    gas_pipelines,
    grand_cross,
    heritage,
    hot_springs,
    industrial_projects,
    industry_roles,
    industry_structure,
    infrastructure_projects,
    innovation_structure,
    livestock,
    logistics_links,
    logistics_parks,
    logistics_structure,
    national_parks,
    parks,
    pilots,
    platforms,
    port_structure,
    positioning,
    power_grid,
    projects,
    province_structure,
    provincial_parks,
    railways,
    red_sites,
    reservoirs,
    roads,
    service_projects,
    small_towns,
    social_projects,
    tourism,
    tourism_projects,
    tourism_routes,
    tourism_structure,
    tourism_villages,
    town_axes,
    town_targets,
    towns,
    water,
    water_protection,
    waterway_structure,
    waterways,
    wellness_structure,
)
from layers.describe import Describer
from layers.model import Layer

BASE = county_industries
THEMES: dict[str, tuple[ModuleType, ...]] = {
    "population": (
        town_targets,
        grand_cross,
        town_axes,
        central_city,
        central_towns,
        characteristic_towns,
        small_towns,
        towns,
    ),
    "industry": (
        industry_structure,
        industry_roles,
        national_parks,
        provincial_parks,
        parks,
        clusters,
        platforms,
        enterprises,
        innovation_structure,
    ),
    "projects": (
        industrial_projects,
        service_projects,
        digital_projects,
        infrastructure_projects,
        social_projects,
        agriculture_projects,
        tourism_projects,
        projects,
    ),
    "transport": (
        railways,
        expressways,
        expressway_sections,
        roads,
        airport_structure,
        airports,
        port_structure,
        waterway_structure,
        waterways,
        logistics_structure,
        logistics_parks,
        logistics_links,
    ),
    "water_energy": (
        reservoirs,
        water,
        energy,
        power_grid,
        gas_pipelines,
    ),
    "agriculture": (
        agriculture_structure,
        crops,
        livestock,
        farm_brands,
        farm_bases,
        agriculture,
    ),
    "tourism": (
        tourism_structure,
        wellness_structure,
        tourism,
        red_sites,
        hot_springs,
        forests,
        heritage,
        events,
        tourism_villages,
        tourism_routes,
    ),
    "ecology": (
        ecology_projects,
        water_protection,
    ),
    "pilots": (
        pilots,
        demonstrations,
        designations,
        bids,
    ),
    "regions": (
        cooperation,
        positioning,
        province_structure,
    ),
}
DEFAULT_VISIBLE = ("town_targets", "grand_cross")
# What a city opens with whose plan names neither towns' targets nor a town group.
INSTEAD = (national_parks, provincial_parks, parks)


def default_visible(frames: Frames) -> tuple[str, ...]:
    """Ids of the layers that a city opens with: of the usual ones those that it has rows for."""
    group = frames.structures["theme_code"] == "town_group"
    has = {"town_targets": len(town_targets.target_rows(frames)) > 0, "grand_cross": bool(group.any())}
    usual = tuple(layer for layer in DEFAULT_VISIBLE if has[layer])
    if usual or "parks" not in frames.features:
        return usual
    kinds = frames.features["parks"]["kind_code"]
    return tuple(module.__name__.rpartition(".")[2] for module in INSTEAD if kinds.isin(module.KINDS).any())


def layer_ids() -> list[str]:
    """Ids of all layers that may be switched on, in tree order."""
    return [module.__name__.rpartition(".")[2] for modules in THEMES.values() for module in modules]


def build_all(describer: Describer) -> tuple[Layer, ...]:
    """Every layer of a city, in tree order; a layer without rows is empty."""
    return tuple(module.build(describer) for modules in THEMES.values() for module in modules)


def build_base(describer: Describer) -> Layer:
    """The county layer, always drawn under the others."""
    return BASE.build(describer)
