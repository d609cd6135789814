"""Power plants and new energy."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "water_energy"
KINDS = ("hydropower", "pumped_storage", "thermal", "wind", "solar", "waste_power", "biomass", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "energy", THEME, "energy", KINDS, "bolt")
