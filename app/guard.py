"""No traceback ever reaches a planner: errors become sentences, the rest of the page goes on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from geo.errors import AtlasError
from layers.messages import Messages

LOG = logging.getLogger("county_plan_atlas")


@contextmanager
def guarded(t: Messages) -> Iterator[None]:
    """Show an error of the atlas in words; anything unexpected as a short notice with its name."""
    try:
        yield
    except AtlasError as error:
        st.error(error.what + (f"\n\n{error.remedy}" if error.remedy else ""))
    except Exception as error:
        LOG.exception("unexpected error")
        st.error(t("error.unexpected", name=type(error).__name__))
