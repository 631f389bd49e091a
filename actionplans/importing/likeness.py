"""Which texts are likely the same text, reworded. A proposal for a person, never a decision."""

from collections import Counter, defaultdict

# The share of their words that two texts must have in common.
ENOUGH = 0.5
# A word that stands in more texts than this tells nothing about any of them.
TOO_COMMON = 40


def alike(texts_now: dict[int, str], texts_found: dict[int, str]) -> dict[int, int]:
    """Found number → the number of the likeliest text of now; each is used once, the likeliest pairs first."""
    words_now = {number: set(text.split()) for number, text in texts_now.items()}
    holders = defaultdict(list)
    for number, words in words_now.items():
        for word in words:
            holders[word].append(number)
    scored = []
    for number, text in texts_found.items():
        words = set(text.split())
        shared = Counter(other for word in words for other in _few(holders.get(word, ())))
        for other, _ in shared.most_common(5):
            share = len(words & words_now[other]) / len(words | words_now[other])
            if share >= ENOUGH:
                scored.append((-share, number, other))
    pairs: dict[int, int] = {}
    taken = set()
    for _, number, other in sorted(scored):
        if number not in pairs and other not in taken:
            pairs[number] = other
            taken.add(other)
    return pairs


def _few(numbers):
    return numbers if len(numbers) <= TOO_COMMON else ()
