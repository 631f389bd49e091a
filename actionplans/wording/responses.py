"""How a service answered a recommendation, from the opening words of its comment alone."""

import re

# (response, the opening words that say so): part before whole, refusal before agreement.
_OPENINGS = (
    (
        "in_part",
        r"(?:agreed?|accepted|accept|supported)\s+in\s+part|part(?:ially|ly)\s+(?:agreed?|"
        r"accept(?:ed)?|supported)|in part|agreed?\s+in\s+principle|cytuno(?:'n)? rhannol|"
        r"derbyn yn rhannol|wedi'i dderbyn yn rhannol",
    ),
    (
        "not_agreed",
        r"not\s+(?:agreed|accepted|supported)|(?:do|does)\s+not\s+(?:agree|accept)|rejected|declined|"
        r"refused|disagreed?|heb ei dderbyn|gwrthod(?:wyd)?|anghytuno",
    ),
    ("already_planned", r"already\s+(?:planned|in\s+place|under\s*way|being\s+done|implemented|agreed)"),
    (
        "agreed",
        r"(?:fully\s+)?(?:agreed|accepted|supported)|agree|accept|derbyn(?:iwyd)?|cytuno|cytunwyd|"
        r"wedi'i dderbyn",
    ),
)
_READ = tuple(
    (
        response,
        re.compile(
            rf"\s*[\"“‘']?(?P<words>{words})\b(?P<after>\s*)(?P<mark>[.,;:!–—-]|$|\n|[\"”])?", re.IGNORECASE
        ),
    )
    for response, words in _OPENINGS
)
_CAPTION = re.compile(
    r"^\s*(?:(?:service|management|executive|cabinet|officer)\s+)?(?:comments?|response)\b[^:\n]{0,40}:\s*",
    re.IGNORECASE,
)


def read(comment):
    """(response, the words that say it) for a comment that opens with one; otherwise (None, None).

    "Agreed." and "Partially accepted - the budget allows two" answer; "Agreed actions are listed below"
    and "This action is already in the strategy" do not.
    """
    words = _CAPTION.sub("", comment or "", count=1)
    for response, pattern in _READ:
        opening = pattern.match(words)
        if opening and _ends_there(opening, words):
            return response, opening["words"]
    return None, None


def _ends_there(opening, words):
    """The answer stands as a statement of its own: a stop follows, or a clause that can only continue it."""
    if opening["mark"] is not None or "\n" in opening["after"]:
        return True
    following = words[opening.end() :]
    return bool(
        re.match(
            r"(?:and|but|that|with|to|subject|in principle|by|as|we|this|the)\b|\(", following, re.IGNORECASE
        )
    )
