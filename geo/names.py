"""Names made comparable: width, brackets, suffixes, county prefixes, words for works.

Each form of a name carries how much of it is still the name (1 as written)
and what was done to it in words, so that a match can say how it came about.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_BRACKETS = re.compile(r"[（(【\[〔].*?[）)】\]〕]")
_NOISE = re.compile(r"[\s“”\"'‘’「」《》·•．.，,、—–\-_]")

# Suffixes of one kind of thing; the longest that fits is taken off.
SUFFIXES = {
    "town": ("镇", "乡", "街道", "街道办事处", "瑶族乡", "民族乡", "畲族乡", "回族乡", "土家族乡", "镇人民政府"),
    "village": ("村", "社区", "行政村", "自然村"),
    "lake": ("水库", "库区", "湖水库", "电站水库"),
    "river": ("河", "江", "水", "干流"),
    "scenic": (
        "景区", "风景区", "旅游区", "风景名胜区", "旅游景区", "国家森林公园", "森林公园", "地质公园", "旅游度假区",
        "度假区", "森林旅游度假区", "国家级旅游景区", "国家AAAAA级旅游景区", "国家AAAA级旅游景区", "红色旅游景区",
        "自然保护区", "国家级自然保护区", "古建筑群",
    ),
    "industrial": (
        "产业园", "产业园区", "工业园", "工业园区", "园区", "经开区", "经济开发区", "经济技术开发区", "高新区",
        "高新技术产业开发区", "国家高新区", "产业开发区", "物流园", "物流园区", "产业集中区",
    ),
    "station": ("站", "火车站", "高铁站", "汽车站"),
    "airport": ("机场", "通用机场", "国际机场", "民用机场"),
    "power": ("电厂", "发电厂", "电站", "水电站", "水电厂", "变电站", "抽水蓄能电站"),
    "port": ("港", "港区", "港口"),
    "road": ("公路",),
}  # fmt: skip
SUFFIXES["settlement"] = SUFFIXES["town"] + SUFFIXES["village"]
_DIFFER = {"industrial", "station", "power"}  # here the suffix tells two things apart: it is exchanged with care
_LOOSE = frozenset({"scenic", "industrial", "power"})  # and a mountain is not the park named after it

# What a plan does to a thing, after the name of the thing itself.
_WORKS = re.compile(
    r"(除险加固|功能调整|水源工程|一河一策治理|治理|改造扩建|改扩建|扩建|搬迁|扩容|航道|扩机工程|三期项目|二期项目"
    r"|续建配套与节水改造|抽水蓄能发电项目|旅游开发|建设及基础设施配套)$"
)
_TOWN_HEAD = re.compile(r"^.{2,4}[镇乡](?=.{2,}村$)")
_SECTION = re.compile(r"^(.+?(?:高速|国道|省道))(?:公路)?[^至\-—]{1,6}段$")


@dataclass(frozen=True)
class Form:
    """One comparable form of a name.

    Parameters
    ----------
    text
        Normalised.
    weight
        0 to 1: 1 as written.
    how
        What was done, in Chinese; empty for nothing.
    is_part
        The name is that of a thing the feature belongs to, not its own.
    """

    text: str
    weight: float
    how: str = ""
    is_part: bool = False


def normalise(name: str) -> str:
    """Half width, no brackets with content, no spaces, quotes or dots."""
    plain = _NOISE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", name)))
    return unicodedata.normalize("NFKC", plain.upper())


def core(name: str, class_code: str) -> str:
    """A normalised name without the suffix of its class; unchanged if too little would be left."""
    for suffix in sorted(SUFFIXES.get(class_code, ()), key=len, reverse=True):
        rest = name.removesuffix(suffix)
        if rest != name and len(rest) > 1:
            return rest
    return name


def _own_forms(name: str) -> list[Form]:
    """The name itself, without its section, without the words for works."""
    forms = [Form(name, 1.0)]
    village = _TOWN_HEAD.sub("", name)
    if village != name:
        forms.append(Form(village, 0.95, f"去掉乡镇名“{name.removesuffix(village)}”"))
    section = _SECTION.match(name)
    if section:
        forms.append(Form(section.group(1), 0.85, "取所在道路", is_part=True))
    thing = _WORKS.sub("", name)
    section = _SECTION.match(thing)
    if thing != name and len(thing) > 1:
        forms.append(Form(thing, 0.8, f"去掉“{name.removeprefix(thing)}”", is_part=True))
        if section:
            forms.append(Form(section.group(1), 0.75, "取所在道路", is_part=True))
    return forms


def forms_of(name: str, aliases: Iterable[str], counties: Iterable[str]) -> tuple[Form, ...]:
    """Comparable forms of the name of a feature, best first.

    Parameters
    ----------
    name
        As the document writes it.
    aliases
        Other names of the feature.
    counties
        Names of the counties and of the city: a name may begin with one, in
        full or without its 县, 市 or 区.
    """
    found: dict[str, Form] = {}

    def add(form: Form) -> None:
        if len(form.text) > 1 and (form.text not in found or found[form.text].weight < form.weight):
            found[form.text] = form

    heads = {head for county in counties for head in (county, county[:-1]) if len(head) > 1}
    for base, weight, said in ((name, 1.0, ""), *((alias, 0.95, "别名") for alias in aliases)):
        for form in _own_forms(normalise(base)):
            how = "，".join(part for part in (said, form.how) if part)
            add(Form(form.text, round(form.weight * weight, 3), how, form.is_part))
            for head in heads:
                rest = form.text.removeprefix(head)
                if rest != form.text and len(rest) > 2:
                    words = "，".join(part for part in (how, f"去掉地名“{head}”") if part)
                    add(Form(rest, round(form.weight * weight * 0.95, 3), words, form.is_part))
    return tuple(sorted(found.values(), key=lambda form: -form.weight))


_KINDS = {"name": (1.0, ""), "alt": (0.95, "别名"), "old": (0.85, "旧名")}


def similarity(forms: Iterable[Form], names: Iterable[tuple[str, str]], class_code: str) -> tuple[float, str, bool]:
    """How far the names of an element are a name of a feature.

    Parameters
    ----------
    forms
        Of the feature.
    names
        (name, kind) of the element.
    class_code
        Of the element; decides which suffixes may differ.

    Returns
    -------
    tuple
        Score 0 to 1, how it came about in Chinese, and whether only the thing
        that the feature belongs to answers to the name.
    """
    best: tuple[float, str, bool] = (0.0, "", False)
    known = [(normalise(name), *_KINDS[kind]) for name, kind in names]
    for form in forms:
        for text, weight, said in known:
            if text == form.text:
                score, how, loosely = form.weight * weight, "名称相同", False
            elif core(text, class_code) == core(form.text, class_code):
                loosely = class_code in _LOOSE
                both = text != core(text, class_code) and form.text != core(form.text, class_code)
                loss = 0.6 if both and class_code in _DIFFER else 0.85
                score, how = form.weight * weight * loss, f"后缀不同（{text}）"
            else:
                continue
            if score > best[0]:
                words = "，".join(part for part in (how, said and f"对方的{said}“{text}”", form.how) if part)
                best = (round(score, 3), words, form.is_part or loosely)
    return best
