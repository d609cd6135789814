from geo.issues import COLUMNS, Issue, Severity, to_frame


def issue(severity: Severity, table: str, row: str) -> Issue:
    return Issue(table, row, "name_zh", "some-type", severity, "说明")


def test_frame_lists_worst_first_then_by_table_and_row() -> None:
    found = to_frame(
        [
            issue(Severity.NOTICE, "a", "1"),
            issue(Severity.ERROR, "b", "2"),
            issue(Severity.WARNING, "a", "1"),
            issue(Severity.ERROR, "b", "1"),
            issue(Severity.ERROR, "a", "9"),
        ]
    )
    order = list(found[["severity", "table", "row"]].itertuples(index=False, name=None))
    assert order == [
        ("error", "a", "9"),
        ("error", "b", "1"),
        ("error", "b", "2"),
        ("warning", "a", "1"),
        ("notice", "a", "1"),
    ]


def test_frame_of_no_issues_has_the_same_columns() -> None:
    empty = to_frame([])
    assert empty.empty
    assert list(empty.columns) == COLUMNS == list(to_frame([issue(Severity.ERROR, "a", "1")]).columns)
