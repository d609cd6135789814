"""Provincial parks."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "industry"
KINDS = ("provincial_park",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "provincial_parks", THEME, "parks", KINDS, "hexagon")
