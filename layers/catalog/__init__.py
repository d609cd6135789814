"""The layers of the atlas, one file each; this list is the layer tree, top to bottom."""

from types import ModuleType

from geo.frames import Frames
from layers.catalog import (
    agriculture,
    agriculture_structure,
    airport_structure,
    airports,
    central_city,
    cooperation,
    county_industries,
    designations,
    energy,
    enterprises,
    expressways,
    grand_cross,
    industry_structure,
    innovation_structure,
    logistics_links,
    logistics_structure,
    parks,
    port_structure,
    positioning,
    projects,
    province_structure,
    railways,
    roads,
    tourism,
    tourism_structure,
    town_axes,
    town_targets,
    towns,
    water,
    waterway_structure,
    waterways,
    wellness_structure,
)
from layers.describe import Describer
from layers.model import Layer

BASE = county_industries
THEMES: dict[str, tuple[ModuleType, ...]] = {
    "population": (town_targets, grand_cross, town_axes, central_city, towns),
    "industry": (industry_structure, parks, enterprises, innovation_structure),
    "projects": (projects,),
    "transport": (
        expressways,
        roads,
        railways,
        airport_structure,
        airports,
        port_structure,
        waterway_structure,
        waterways,
        logistics_structure,
        logistics_links,
    ),
    "water_energy": (water, energy),
    "agriculture": (agriculture_structure, agriculture),
    "tourism": (tourism, tourism_structure, wellness_structure),
    "pilots": (designations,),
    "regions": (cooperation, positioning, province_structure),
}
DEFAULT_VISIBLE = ("town_targets", "grand_cross")
# What a city opens with whose plan names neither towns' targets nor a town group.
INSTEAD = ("parks", "projects")


def default_visible(frames: Frames) -> tuple[str, ...]:
    """Ids of the layers that a city opens with: of the usual ones those that it has rows for."""
    group = frames.structures["theme_code"] == "town_group"
    has = {"town_targets": len(town_targets.target_rows(frames)) > 0, "grand_cross": bool(group.any())}
    usual = tuple(layer for layer in DEFAULT_VISIBLE if has[layer])
    return usual or tuple(layer for layer in INSTEAD if len(frames.features.get(layer, ())))


def layer_ids() -> list[str]:
    """Ids of all layers that may be switched on, in tree order."""
    return [module.__name__.rpartition(".")[2] for modules in THEMES.values() for module in modules]


def build_all(describer: Describer) -> tuple[Layer, ...]:
    """Every layer of a city, in tree order; a layer without rows is empty."""
    return tuple(module.build(describer) for modules in THEMES.values() for module in modules)


def build_base(describer: Describer) -> Layer:
    """The county layer, always drawn under the others."""
    return BASE.build(describer)
