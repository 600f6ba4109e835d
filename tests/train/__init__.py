"""The one command that rebuilds the shipped spaCy pipeline from public corpora."""
