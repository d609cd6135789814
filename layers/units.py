"""Figures in English: 万 and 亿 multiplied out, units by their English names.

In the data a figure stays as the document writes it; this is for reading only.
Arithmetic is decimal, so that 17.5 万人 is 175,000 people and nothing near it.
"""

from dataclasses import dataclass
from decimal import Decimal

_WAN, _YI = Decimal(10) ** 4, Decimal(10) ** 8
# Chinese unit: factor, English unit.
_UNITS: dict[str, tuple[Decimal, str]] = {
    "人": (Decimal(1), "people"),
    "名": (Decimal(1), "people"),
    "位": (Decimal(1), "people"),
    "人次": (Decimal(1), "visits"),
    "元": (Decimal(1), "yuan"),
    "美元": (Decimal(1), "US dollars"),
    "吨": (Decimal(1), "tonnes"),
    "吨标准煤": (Decimal(1), "tonnes of coal equivalent"),
    "亩": (Decimal(1), "mu"),
    "公顷": (Decimal(1), "hectares"),
    "平方公里": (Decimal(1), "km²"),
    "公里": (Decimal(1), "km"),
    "km": (Decimal(1), "km"),
    "立方米": (Decimal(1), "m³"),
    "千瓦": (Decimal(1), "kW"),
    "千瓦时": (Decimal(1), "kWh"),
    "户": (Decimal(1), "households"),
    "家": (Decimal(1), ""),
    "个": (Decimal(1), ""),
    "项": (Decimal(1), ""),
    "条": (Decimal(1), ""),
    "座": (Decimal(1), ""),
    "处": (Decimal(1), ""),
    "所": (Decimal(1), ""),
    "种": (Decimal(1), ""),
    "件": (Decimal(1), ""),
    "例": (Decimal(1), ""),
    "套": (Decimal(1), "units"),
    "台": (Decimal(1), "units"),
    "张": (Decimal(1), ""),
    "次": (Decimal(1), "times"),
    "场": (Decimal(1), "events"),
    "场次": (Decimal(1), "events"),
    "年": (Decimal(1), "years"),
    "岁": (Decimal(1), "years of age"),
    "小时": (Decimal(1), "hours"),
    "分钟": (Decimal(1), "minutes"),
    "个百分点": (Decimal(1), "percentage points"),
    "微克/立方米": (Decimal(1), "µg/m³"),
    "%": (Decimal(1), "%"),
    "‰": (Decimal(1), "‰"),
    "": (Decimal(1), ""),
}
_POWERS = {"万亿": _WAN * _YI, "千亿": 1000 * _YI, "亿": _YI, "万": _WAN}
_BILLION, _MILLION = Decimal(10) ** 9, Decimal(10) ** 6


@dataclass(frozen=True)
class Unit:
    """An English unit and what a Chinese figure is multiplied by.

    Parameters
    ----------
    factor
        10,000 for 万人.
    name
        ``people``; empty where things are only counted.
    """

    factor: Decimal
    name: str


def english(unit: str) -> Unit | None:
    """The English unit of a Chinese one; None for one that is not known, which then stays as it is."""
    if unit in _UNITS:
        return Unit(*_UNITS[unit])
    for word, power in _POWERS.items():
        rest = unit.removeprefix(word)
        if rest != unit and rest in _UNITS:
            return Unit(power * _UNITS[rest][0], _UNITS[rest][1])
    return None


def plain(value: Decimal) -> str:
    """A figure with thousands apart and no needless zeros: ``800,000``, ``17.5``."""
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(values: list[float], unit: Unit) -> str:
    """One figure, or the two ends of a range, with its unit: ``800,000–850,000 people``, ``350 billion yuan``.

    Parameters
    ----------
    values
        One or two figures as the document writes them.
    unit
        What they are multiplied by, and called.
    """
    numbers = [Decimal(repr(float(value))) * unit.factor for value in values]
    least = min(abs(number) for number in numbers)
    word = ""
    if unit.factor != 1:
        for size, name in ((_BILLION, "billion"), (_MILLION, "million")):
            if least >= size:
                numbers, word = [number / size for number in numbers], name
                break
    text = "–".join(plain(number) for number in numbers)
    gap = "" if unit.name in {"%", "‰"} else " "
    return gap.join(part for part in (text, " ".join(part for part in (word, unit.name) if part)) if part)
