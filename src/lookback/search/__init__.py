"""Finding films: indexes of words, fed with what may be found, and knowing nothing else."""
