"""What all ways of matching share: the plan, the file, rows of the report, ends of stretches."""

from collections.abc import Hashable
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo.imports import roads
from geo.imports.elements import Candidates
from geo.imports.index import Index, Thing
from geo.imports.plan import Match, Plan, Subject, is_better
from geo.names import forms_of

ENOUGH = 0.6  # a lower score is no match
_ENDS = ("town", "village", "settlement", "station", "airport", "scenic")


class Desk:
    """One file against the plan of one city."""

    def __init__(self, plan: Plan, candidates: Candidates) -> None:
        self.plan = plan
        self.index = Index(plan, candidates)
        self.places = {
            row["place_id"]: shapely.Point(row["longitude"], row["latitude"]) for row in plan.places.to_dict("records")
        }
        nodes = plan.nodes.sort_values("ordinal")
        self.nodes = {str(key): rows.to_dict("records") for key, rows in nodes.groupby("feature_id")}
        self.heads = [plan.city_name, *plan.county_names()]

    def row(self, subject: Subject, status: str, how: str) -> Match:
        """A feature without an element."""
        return Match(subject.feature_id, subject.name, status, how)

    def taken(self, subject: Subject, thing: Thing, status: str, how: str, score: float) -> Match:
        """A feature with an element."""
        return Match(
            subject.feature_id,
            subject.name,
            status,
            how,
            thing.element_id,
            thing.name,
            round(score, 2),
            None,
            thing.accuracy_code,
            thing.timestamp,
            self.index.metric.back(thing.geometry),
        )

    def weighed(self, subject: Subject, row: Match) -> Match:
        """With the distance from what the feature had; refused if that is as well known."""
        if row.geometry is None:
            return row
        old = None if subject.geometry is None else self.index.metric.to(subject.geometry)
        new = self.index.metric.to(row.geometry)
        distance = None if old is None else round(float(_distance(old, new)), 0)
        if subject.accuracy_code == "county" and not distance:
            distance = None  # inside its county: nothing was known that it could be far from
        shape, row = row.geometry, replace(row, distance_m=distance)
        if is_better(row.accuracy_code, shape, subject.accuracy_code, subject.geometry):
            return row
        how = f"{row.how}；现有位置（{subject.accuracy_code}）不比它差，未替换"
        return replace(row, status="refused", how=how, geometry=None)

    def end(self, node: dict[Hashable, object]) -> BaseGeometry | None:
        """Where an end node is: its sourced place, else the one settlement of its name in its county. Metres."""
        place = self.places.get(str(node["place_id"]))
        if place is not None:
            return self.index.metric.to(place)
        codes = (str(node["area_code"]),) if node["area_code"] else ()
        forms = forms_of(str(node["node_zh"]), (), self.heads)
        found = [
            thing
            for thing in self.index.things(forms, _ENDS)
            if thing.score >= ENOUGH and self.index.county_relation(thing, codes) in {"inside", "border"}
        ]
        return shapely.point_on_surface(found[0].geometry) if len(found) == 1 else None


def only_lines(shape: BaseGeometry) -> BaseGeometry:
    """The lines of a geometry, merged; the geometry itself if it has none."""
    lines = roads.lines_of(shape)
    return shapely.line_merge(shapely.union_all(lines)) if lines else shape


def _distance(old: BaseGeometry, new: BaseGeometry) -> float:
    """Between lines the farthest departure, else the shortest way."""
    if "Line" in old.geom_type and "Line" in new.geom_type:
        return float(shapely.hausdorff_distance(old, new))
    return float(old.distance(new))
