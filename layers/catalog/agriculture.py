"""Other matters of agriculture."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "agriculture"
KINDS = ("village", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "agriculture", THEME, "agriculture", KINDS, "house")
