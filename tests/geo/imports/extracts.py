"""A small extract with planted traps; positions are near the true ones and otherwise invented."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

Point = tuple[float, float]
DATE = "2026-03-01T00:00:00Z"


class Extract:
    """An OpenStreetMap file under construction."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []
        self.count = 1000

    def node(self, at: Point, number: int = 0, **tags: str) -> int:
        if not number:
            self.count += 1
            number = self.count
        head = f'<node id="{number}" lon="{at[0]}" lat="{at[1]}" timestamp="{DATE}"'
        self.nodes.append(f"{head}>{_tags(tags)}</node>")
        return number

    def way(self, number: int, points: list[Point], *, missing: int = 0, **tags: str) -> None:
        seen: dict[Point, int] = {}
        refs = [seen[p] if p in seen else seen.setdefault(p, self.node(p)) for p in points]
        refs[1:1] = [900_000 + n for n in range(missing)]
        inner = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        self.ways.append(f'<way id="{number}" timestamp="{DATE}">{inner}{_tags(tags)}</way>')

    def relation(self, number: int, ways: list[int], **tags: str) -> None:
        inner = "".join(f'<member type="way" ref="{way}" role=""/>' for way in ways)
        self.relations.append(f'<relation id="{number}" timestamp="{DATE}">{inner}{_tags(tags)}</relation>')

    def write(self, path: Path) -> Path:
        body = "\n".join(["<osm version='0.6'>", *self.nodes, *self.ways, *self.relations, "</osm>", ""])
        path.write_text("<?xml version='1.0' encoding='UTF-8'?>\n" + body, encoding="utf-8")
        return path


def _tags(tags: dict[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>" for key, value in tags.items())


def line(start: Point, end: Point, steps: int) -> list[Point]:
    """Points at equal steps from one place to another."""
    spread = [(i / steps) for i in range(steps + 1)]
    return [
        (round(start[0] + (end[0] - start[0]) * t, 6), round(start[1] + (end[1] - start[1]) * t, 6)) for t in spread
    ]


def traps() -> Extract:
    """Towns, roads, a river, a lake and stations of 郴州, with what can go wrong."""
    x = Extract()
    # A town, and one of the same name in the next county: 良田镇 belongs to 苏仙区.
    x.node((113.05, 25.62), 1, name="良田镇", place="town")
    x.node((112.95, 25.20), 2, name="良田镇", place="town")
    # A town under an old name: 华塘镇 in 北湖区.
    x.node((112.93, 25.80), 3, name="新华塘街道", old_name="华塘镇", place="town")
    # Two towns of one name in one county: which is meant cannot be known. 热水镇 belongs to 汝城县.
    x.node((113.95, 25.50), 4, name="热水镇", place="town")
    x.node((113.70, 25.60), 5, name="热水镇", place="town")
    # Full width and a suffix: 沙田镇 of 桂东县 written 沙田.
    x.node((113.94, 25.90), 6, name="沙田", place="town")
    # G4 in two carriageways and two ways, through the city from north to south.
    x.way(
        101, line((113.06, 26.20), (113.04, 25.80), 60), highway="motorway", ref="G4", name="京港澳高速", oneway="yes"
    )
    x.way(102, line((113.04, 25.80), (112.99, 25.36), 60), highway="motorway", ref="G4;G76", name="京港澳高速")
    x.way(103, line((113.0403, 25.80), (113.0603, 26.20), 60), highway="motorway", ref="G4", oneway="yes")
    # S346: two roads of one number in different counties that do not meet.
    x.way(111, line((112.30, 25.55), (112.40, 25.60), 20), highway="secondary", ref="S346", name="甲线")
    x.way(112, line((113.60, 25.50), (113.75, 25.60), 20), highway="secondary", ref="S346", name="乙线")
    # G240 in 资兴市 from 高码 to 东江 and on.
    x.way(121, line((113.20, 25.97), (113.40, 25.86), 40), highway="primary", ref="G240")
    x.node((113.23, 25.955), 7, name="高码乡", place="town")
    x.node((113.32, 25.905), 8, name="东江街道", place="town")
    # An expressway known by name only, of which the plan means the section in 安仁县; it goes on into 永兴县.
    x.way(141, line((113.30, 26.75), (113.25, 26.30), 60), highway="motorway", name="茶常高速公路")
    # A way that lacks nodes: S345.
    x.way(131, [(112.30, 25.60), (112.60, 25.60)], missing=20, highway="secondary", ref="S345")
    # A river as a relation of unnamed ways.
    x.way(201, line((112.50, 25.90), (112.60, 26.05), 30), waterway="river")
    x.way(202, line((112.60, 26.05), (112.70, 26.10), 20), waterway="river")
    x.relation(301, [201, 202], type="waterway", waterway="river", name="舂陵江")
    # A lake; a mountain that must not pass for the reservoir named after it; a station; a village.
    box = [(113.30, 25.75), (113.45, 25.75), (113.45, 25.88), (113.30, 25.88), (113.30, 25.75)]
    x.way(401, box, natural="water", water="reservoir", name="东江湖", alt_name="东江水库")
    x.node((112.90, 24.98), 9, name="莽山", natural="peak")
    x.node((113.028, 25.805), 10, name="郴州站", railway="station")
    x.node((112.78, 26.12), 11, name="板梁村", place="village")
    # Hostile words stay text.
    x.node((113.0, 25.7), 12, name="=cmd|' /C calc'!A0", place="village")
    return x
