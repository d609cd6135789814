"""What the columns of a file mean, and the documents that its rows cite: the data dictionary that goes along."""

from collections.abc import Iterable

import pandas as pd

from layers.export.table import Request

# Column to the keys of its title and of its meaning.
WORDS = {
    "feature_id": ("field.feature_id", "field.feature_id.note"),
    "name": ("field.name", "field.name.note"),
    "layer": ("field.layer", "field.layer.note"),
    "accuracy_code": ("field.accuracy_code", "field.accuracy_code.note"),
    "basis_code": ("field.basis_code", "field.basis_code.note"),
    "area_codes": ("field.area_codes", "field.area_codes.note"),
    "facts": ("field.facts", "field.facts.note"),
    "citation": ("field.citation", "field.citation.note"),
    "source_id": ("field.source_id", "field.source_id.note"),
    "section": ("field.section", "field.section.note"),
    "char_offset": ("field.char_offset", "field.char_offset.note"),
    "key": ("field.key", "field.key.note"),
    "data_version": ("field.data_version", "field.data_version.note"),
    "note": ("field.note", "field.note.note"),
    "geometry_origin": ("field.geometry_origin", "field.geometry_origin.note"),
    "geometry_licence": ("field.geometry_licence", "field.geometry_licence.note"),
    "geometry_element": ("field.geometry_element", "field.geometry_element.note"),
    "crs": ("field.crs", "field.crs.note"),
    "label": ("field.label", "field.label.note"),
    "style": ("field.style", "field.style.note"),
    "radius": ("field.radius", "field.radius.note"),
    "longitude": ("field.longitude", "field.coordinate.note"),
    "latitude": ("field.latitude", "field.coordinate.note"),
    "easting": ("field.easting", "field.coordinate.note"),
    "northing": ("field.northing", "field.coordinate.note"),
    "gcj02_longitude": ("field.gcj02_longitude", "field.gcj02.note"),
    "gcj02_latitude": ("field.gcj02_latitude", "field.gcj02.note"),
}


def title(request: Request, column: str) -> str:
    """What a column is called in the language of the file."""
    return request.t(WORDS[column][0]) if column in WORDS else column


def meaning(request: Request, column: str) -> str:
    """What a column holds; empty for one that is not ours."""
    return request.t(WORDS[column][1]) if column in WORDS else ""


def fields(request: Request, columns: Iterable[str]) -> pd.DataFrame:
    """Title, name and meaning of columns, one row each; geometry is left out."""
    t = request.t
    names = [name for name in columns if name not in {"geometry", "geom"}]
    return pd.DataFrame(
        {
            t("export.column"): [title(request, name) for name in names],
            t("export.name"): names,
            t("export.meaning"): [meaning(request, name) for name in names],
        },
        dtype=object,
    )


def sources(request: Request) -> pd.DataFrame:
    """The documents that the rows of a request cite."""
    t = request.t
    cited = [[s.source_id, s.title, s.issuer, s.issued_date, s.period, s.sha256, s.note] for s in request.cited()]
    heads = ("field.source_id", "column.title", "export.issuer", "export.issued", "export.period", "", "field.remark")
    return pd.DataFrame(cited, columns=[t(key) if key else "SHA-256" for key in heads], dtype=object)


def columns_of(request: Request) -> list[str]:
    """Columns of all layers of a request, each once."""
    frames = (request.frame(layer) for layer in request.layers)
    return list(dict.fromkeys(name for frame in frames for name in frame.columns if name != "geometry"))


def notice(request: Request) -> str:
    """Lines that go along with a file: what it is, its notes, counts, columns, the documents cited."""
    t = request.t
    lines = [request.view.title, *request.notes, ""]
    lines += [f"{layer.title}: {layer.drawn}/{layer.total}" for layer in request.layers]
    lines += ["", t("export.fields")]
    lines += [f"{name}: {title(request, name)}. {meaning(request, name)}" for name in columns_of(request)]
    lines += [
        "",
        t("export.sources"),
        *(f"{s.source_id}: {s.title}. {s.issuer}, {s.issued_date}" for s in request.cited()),
    ]
    return "\n".join(lines) + "\n"
