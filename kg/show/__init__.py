"""Pictures of the graph, and pages that explain what was read where."""
