"""One file per renderer; each is given a MapView and nothing else."""
