"""A store on a SPARQL 1.1 server, with the same face as one in a folder: Query, Update and Graph Store Protocol, nothing of its own."""
