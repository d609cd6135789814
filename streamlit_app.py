"""County Plan Atlas: page set-up and navigation; everything else is in ``app/``."""

import streamlit as st

from app import shell

st.set_page_config(page_title="县域规划图集", page_icon="app/icon.svg", layout="wide")
shell.run()
