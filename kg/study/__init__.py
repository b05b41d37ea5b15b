"""What follows from many facts together: careers, roll-calls over time, directives passed down. Nothing here is written into the graph."""
