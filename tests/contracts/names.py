"""Names of features against the counties that they are linked to."""

from typing import NamedTuple

import pandas as pd

from geo.tables import Tables


class Named(NamedTuple):
    """A feature whose name holds the name of a county, and how the link between them is known."""

    feature: str
    county: str
    basis: str  # empty where there is no link


def features(tables: Tables) -> pd.DataFrame:
    """Rows of all feature tables: id, name, city, status and where it is stated."""
    columns = ["feature_id", "name_zh", "city_code", "status_code", "status_text", "source_id", "section"]
    return pd.concat([tables[name][columns] for name in tables.package.feature_tables], ignore_index=True)


def named_after_counties(tables: Tables, names: dict[str, str]) -> list[Named]:
    """Each feature whose name holds one of the names, given by county code."""
    links = tables["feature_areas"]
    pairs = zip(links["feature_id"], links["area_code"], strict=True)
    bases = dict(zip(pairs, links["basis_code"], strict=True))
    return [
        Named(row.name_zh, name, bases.get((row.feature_id, code), ""))
        for row in features(tables).itertuples()
        for code, name in names.items()
        if name and name in row.name_zh
    ]
