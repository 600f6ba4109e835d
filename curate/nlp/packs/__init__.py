"""The domain packs that come with curate: data only, read by ``curate.nlp.pack``."""
