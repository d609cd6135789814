"""Features to elements: matched beyond doubt, ambiguous, unmatched or refused. Nothing doubtful is taken silently."""

from dataclasses import replace

from geo.imports import roads
from geo.imports.desk import ENOUGH, only_lines
from geo.imports.elements import Candidates
from geo.imports.index import Thing
from geo.imports.match_roads import RoadDesk
from geo.imports.plan import Match, Plan, Subject, subjects
from geo.names import forms_of

MARGIN = 0.1  # a second candidate this near makes the first ambiguous
NO_COUNTY, ON_BORDER = 0.9, 0.9


class Matcher(RoadDesk):
    """One file against the plan of one city."""

    def all(self) -> list[Match]:
        """The report, in the order of the features."""
        return [row for subject in subjects(self.plan) for row in self.one(subject)]

    def one(self, subject: Subject) -> list[Match]:
        """Report rows of one feature: one, or one for each candidate if ambiguous."""
        if subject.feature_id in self.index.by_hint:
            found = self._by_hint(subject)
        elif subject.classes[0] == "road":
            found = self.road(subject) or self._by_name(subject)
        else:
            found = self._by_name(subject)
        return [self.weighed(subject, row) for row in found]

    def _by_hint(self, subject: Subject) -> list[Match]:
        things = [
            Thing(
                str(row["element_id"]), str(row["name"]), "any", self.index.shapes[position], 1.0, "", is_part=False,
                accuracy_code=str(row["accuracy_code"]), timestamp=str(row["timestamp"]),
            )
            for position in self.index.by_hint[subject.feature_id]
            for row in [self.index.rows[position]]
        ]  # fmt: skip
        usable = [thing for thing in things if self.index.county_relation(thing, subject.area_codes) != "outside"]
        if not usable:
            where = self.index.where(things[0].geometry)
            return [self.row(subject, "refused", f"文件写明要素编号，位置却在{where}，不在该要素的县市区内")]
        status = "matched" if len(usable) == 1 else "ambiguous"
        return [self.taken(subject, thing, status, "文件写明要素编号", 1.0) for thing in usable]

    def _by_name(self, subject: Subject) -> list[Match]:
        forms = forms_of(subject.name, subject.aliases, self.heads)
        things = [thing for thing in self.index.things(forms, subject.classes) if thing.score >= ENOUGH]
        if not things:
            return [self.row(subject, "unmatched", "没有名称相符的要素")]
        inside, near, outside = self._by_county(subject, things)
        elsewhere = "、".join(dict.fromkeys(self.index.where(thing.geometry) for thing in outside))
        note = f"；另有同名的在{elsewhere}，未取" if outside else ""
        ranked = sorted(inside, key=lambda item: -item[1])
        if not ranked and not near:
            return [self.row(subject, "refused", f"同名要素在{elsewhere}，不在该要素的县市区内")]
        rivals = [item for item in ranked if item[1] > ranked[0][1] - MARGIN]
        if len(rivals) == 1 and not near:
            thing, score, how = rivals[0]
            thing, cut = self._stretch_of(self._within(thing, subject), subject)
            return [self.taken(subject, thing, "matched", how + cut + note, score)]
        rows = []
        for thing, score, how in [*rivals, *near]:
            where = self.index.where(thing.geometry)
            rows.append(self.taken(subject, self._within(thing, subject), "ambiguous", f"{how}；在{where}", score))
        return rows

    def _by_county(
        self, subject: Subject, things: list[Thing]
    ) -> tuple[list[tuple[Thing, float, str]], list[tuple[Thing, float, str]], list[Thing]]:
        inside: list[tuple[Thing, float, str]] = []
        near: list[tuple[Thing, float, str]] = []
        outside: list[Thing] = []
        for thing in things:
            relation = self.index.county_relation(thing, subject.area_codes)
            if relation == "outside":
                outside.append(thing)
            elif relation == "near":
                near.append((thing, thing.score / 2, f"{thing.how}，在县界外不足 500 米，拿不准"))
            elif relation == "border":
                inside.append((thing, thing.score * ON_BORDER, f"{thing.how}，距县界不足 500 米"))
            elif subject.area_codes:
                inside.append(
                    (thing, thing.score, f"{thing.how}，在{'、'.join(self.plan.county_names(subject.area_codes))}")
                )
            else:
                inside.append((thing, thing.score * NO_COUNTY, f"{thing.how}，在本市；规划未写县市区"))
        return inside, near, outside

    def _within(self, thing: Thing, subject: Subject) -> Thing:
        """A line clipped to the city, a section of a road to its counties; a part of a thing is approximate at best."""
        shape = thing.geometry
        if "Line" in shape.geom_type:
            section = thing.is_part and subject.classes[0] == "road"
            shape = only_lines(shape.intersection(self.index.extent(subject.area_codes if section else ())))
        accuracy = "approximate" if thing.is_part or self._only_stands_for(thing, subject) else thing.accuracy_code
        return replace(thing, geometry=shape, accuracy_code=accuracy)

    def _stretch_of(self, thing: Thing, subject: Subject) -> tuple[Thing, str]:
        """Of a railway with named ends what lies between them; all of it, approximate, where they are not found."""
        nodes = self.nodes.get(subject.feature_id, [])
        if thing.class_code != "rail" or len(nodes) < 2:
            return thing, ""
        first, last = self.end(nodes[0]), self.end(nodes[-1])
        part = roads.stretch(thing.geometry, first, last) if first is not None and last is not None else None
        if part is None:
            return replace(thing, accuracy_code="approximate"), "，取全线在本市的部分，代替未能找到两端的区段"
        return replace(thing, geometry=part), f"，取 {nodes[0]['node_zh']} 至 {nodes[-1]['node_zh']} 之间"

    @staticmethod
    def _only_stands_for(thing: Thing, subject: Subject) -> bool:
        """A scenic area known by its mountain, lake, river or village."""
        return thing.class_code not in {*subject.classes[:1], "any", "settlement"}


def match(plan: Plan, candidates: Candidates) -> list[Match]:
    """The match report of one file: every feature whose kind has a place on the ground.

    A feature that more than one thing answers to, or one within 500 m beyond
    the line of its county, is ambiguous: one row for each candidate.
    """
    return Matcher(plan, candidates).all()
