"""The pages that people open: a start page, a search, and a page for each person, event, article, and everything else that has an IRI."""
