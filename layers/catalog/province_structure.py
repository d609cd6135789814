"""Provincial structure 一核两副三带四区: outside the city, listed, not drawn."""

from layers.describe import Describer
from layers.features import structure_layer
from layers.model import Layer

THEME = "regions"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return structure_layer(describer, "province_structure", THEME, "province")
