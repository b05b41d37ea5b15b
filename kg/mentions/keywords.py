"""Keywords of a passage: its nouns that come back, by jieba's dictionary."""

from collections import Counter

from kg.mentions.lexicon import tokenizer
from kg.rules import word_set

_NOUNS = ("n", "vn")
_SHORT = 2


def keywords(text: str, most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` nouns of two characters or more that the text has at least twice, the most frequent first, then by first place."""
    plain = word_set("plain_words")
    tagged = tokenizer().tag(text)
    counts = Counter([word for word, tag in tagged if tag in _NOUNS and len(word) >= _SHORT and word not in plain])
    return tuple(word for word, count in counts.most_common(most) if count > 1)
