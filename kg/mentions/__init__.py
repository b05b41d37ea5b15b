"""People, offices, bodies, places and dates where they stand in a text."""
