"""Training of the German-English starter embedder: one script a step, see README.md. Nothing here runs at run
time."""
