"""From bytes to articles: decoding, layout repair, article boundaries, bylines, sentences."""
