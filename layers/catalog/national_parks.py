"""National parks, bonded zones and free-trade areas."""

from layers.describe import Describer
from layers.features import feature_layer
from layers.model import Layer

THEME = "industry"
KINDS = ("national_park", "bonded_zone", "ftz_area")


def build(describer: Describer) -> Layer:
    """The layer of the describer's city and language."""
    return feature_layer(describer, "national_parks", THEME, "parks", KINDS, "star")
