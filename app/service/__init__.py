"""The layers as a service for other programs: OGC API - Features through pygeoapi; knows no Streamlit."""
