"""The store over HTTP: SPARQL 1.1 Protocol, a REST API, pages; read-only, and safe to open to strangers."""
