"""A file is made when it is asked for, with a word while it is, and a sentence if it cannot be.

A click only notes what is wanted; the file is made in the page below a
spinner, and kept until something else is asked for. A click is thus never
lost, a failure is told in words, and what is offered for download is whole.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app.panel import plain
from geo.errors import AtlasError
from layers.messages import Messages

LOG = logging.getLogger("county_plan_atlas")


@dataclass(frozen=True)
class Job:
    """A file that can be made.

    Parameters
    ----------
    key
        Changes with everything that the bytes depend on.
    what
        What is made, in words.
    name, mime
        Of the file.
    make
        Makes it.
    """

    key: str
    what: str
    name: str
    mime: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Made:
    """What became of a job: its bytes, or the sentence that says why not."""

    key: str
    content: bytes = b""
    trouble: str = ""


def size(count: int) -> str:
    """Bytes as a reader takes them: ``812 B``, ``34 KB``, ``1.2 MB``."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def _ask(slot: str, key: str) -> None:
    st.session_state[f"asked-{slot}"] = key
    st.session_state.pop(f"made-{slot}", None)


def _attempt(job: Job, t: Messages) -> Made:
    try:
        return Made(job.key, content=job.make())
    except AtlasError as error:
        return Made(job.key, trouble=t("share.failed", what=job.what, why=str(error)))
    except Exception as error:
        LOG.exception("a file was not made")
        return Made(job.key, trouble=t("share.broken", what=job.what, name=type(error).__name__))


def offer(slot: str, job: Job, t: Messages, *, label: str = "") -> None:
    """Draw what makes a job's file, and then downloads it.

    Parameters
    ----------
    slot
        Place on the page; what was made before in it is let go.
    job
        What to make.
    t
        Words.
    label
        Of the button; the words for making a file if not given.
    """
    if st.session_state.get(f"asked-{slot}") == job.key:
        with st.spinner(plain(t("share.making", what=job.what))):
            st.session_state[f"made-{slot}"] = _attempt(job, t)
        st.session_state.pop(f"asked-{slot}", None)
    found: Made | None = st.session_state.get(f"made-{slot}")
    made = found if found is not None and found.key == job.key else None
    if made is None or made.trouble:
        if made is not None:
            st.error(plain(made.trouble))
        st.button(
            label or t("share.make"),
            key=f"make-{slot}",
            icon=":material/build:",
            type="primary",
            on_click=_ask,
            args=(slot, job.key),
        )
        return
    content = made.content
    st.download_button(
        t("share.download", size=size(len(content))),
        data=lambda: content,
        file_name=job.name,
        mime=job.mime,
        key=f"download-{slot}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
    st.caption(plain(t("share.made", name=job.name)))
