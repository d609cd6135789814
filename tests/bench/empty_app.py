"""An empty Streamlit page: what any map can only add to."""

import streamlit as st

st.set_page_config(layout="wide")
st.markdown("ready")
