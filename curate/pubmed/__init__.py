"""The edge to PubMed: the only code that opens a socket, and the only reader of its files."""
