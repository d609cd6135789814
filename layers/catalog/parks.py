"""Parks, zones, bases, clusters and platforms."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "industry"


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "parks", THEME, "parks")
