"""Central towns of the plan."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "population"
KINDS = ("central_town",)


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "central_towns", THEME, "towns", KINDS, "house")
