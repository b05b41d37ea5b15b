"""Pictures along an axis of time: a series and who came, meetings by level, offices. Each is one HTML file with an SVG and a table."""
