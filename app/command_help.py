"""The end of a command's ``--help``: examples that can be copied, and its exit codes."""

ALL_CODES = {
    0: "all is well",
    1: "done as far as possible, but there are errors in the data",
    2: "wrong use, or something that cannot be read or written",
    130: "interrupted",
    141: "nobody reads stdout",
}


def epilog(*examples: str, codes: tuple[int, ...] = (0, 1, 2)) -> str:
    """Lines that click leaves as they are.

    Parameters
    ----------
    examples
        What follows ``python -m app``.
    codes
        Exit codes of the command.
    """
    lines = ["\b", "Examples:", *(f"  python -m app {example}".rstrip() for example in examples)]
    lines += ["", "\b", "Exit codes:", *(f"  {code}  {ALL_CODES[code]}" for code in codes)]
    return "\n".join(lines)
