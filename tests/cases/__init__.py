"""One-sentence cases of our own writing with the claims that the definition asks for."""
