"""The edge to spaCy: records in, claims out."""
