"""One file per format; each takes a layer or a view and gives bytes."""
