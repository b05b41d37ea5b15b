"""Facts as triples: the vocabulary, the only maker of IRIs, the ontology, and the shapes that a graph must keep to."""
