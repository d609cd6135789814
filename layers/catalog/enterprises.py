"""Leading firms that the documents tie to a chain or place."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "industry"
KINDS = ("leading", "other")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "enterprises", THEME, "enterprises", KINDS, "square")
