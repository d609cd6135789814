"""The payload inside a script: any text survives, none can leave it or be run as a template."""

import json

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from layers.render.payload import to_script_json

texts = st.text() | st.text(alphabet="{}%#<>&/!-'\"\\ \u2028\u2029ab")
payloads = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=12,
)


@given(payloads)
def test_payload_is_read_back_as_it_was(payload: object) -> None:
    assert json.loads(to_script_json(payload)) == payload


@given(payloads)
def test_payload_has_no_mark_that_html_or_a_template_would_take(payload: object) -> None:
    text = to_script_json(payload)
    assert not set(text) & set("<>&\u2028\u2029")
    assert Template(text).render() == text
