"""The steps of a review, over ports: no edge is imported here."""
