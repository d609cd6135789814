"""Rural tourism."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "tourism"
KINDS = ("village", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "tourism_villages", THEME, "tourism", KINDS, "house")
