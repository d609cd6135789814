"""The power grid."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "water_energy"
KINDS = ("grid", "substation")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "power_grid", THEME, "energy", KINDS, "hexagon")
