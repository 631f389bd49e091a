"""What stands instead of people's names, in a plan that prints posts only. Pure, told what the directory holds."""

from accounts import spelling
from papers import phrases

from ..wording import leads
from ..wording.lead_names import without_note
from ..wording.name_shapes import is_person
from ..wording.people_known import People
from . import wording

PERSON = "person"
UNSTATED = phrases.POST_NOT_STATED
NAMES = "Officers’ names are printed"
POSTS = "Officers’ posts are printed, not their names"


def names_words(plan):
    """Whether names are printed, and who decided so, as each publication of this plan says it."""
    told = NAMES if plan.prints_names else POSTS
    because = plan.prints_names_because.strip()
    if not because:
        return f"{told}."
    return f"{told}. {because[:1].upper()}{because[1:]}{'' if because[-1] in '.!?' else '.'}"


class Posts:
    """Who is a person and which post they hold.

    `directory` are (name, kind, post held, what they are part of, its kind, one more spelling or None); of what has
    several spellings, one for each.
    """

    def __init__(self, directory):
        self.directory = tuple(directory)
        people: list[str] = []
        self._instead: dict[str, str] = {}
        self._others: dict[str, str] = {}
        for name, kind, post, service, service_kind, written in self.directory:
            spellings = [name, written] if written else [name]
            if kind != PERSON:
                # A spelling that looks like a person's name may be one: of that the name of the post is printed.
                held = [one for one in spellings if one == name or not is_person(one)]
                self._others |= {spelling.key(one): one for one in held}
                continue
            people += spellings
            printed = post or (service if service and service_kind != PERSON else "")
            self._instead |= {spelling.key(one): printed for one in spellings}
        for key in self._instead:
            self._others.pop(key, None)
        self._people, self._known = People(people), frozenset(self._others.values())
        self._cells: dict[tuple[str, str], bool] = {}

    def instead(self, name):
        """What is printed where this name would be: the name where it is no person's, else the post held or the
        service it belongs to, in brackets where neither is known."""
        return self.printed(name) or UNSTATED

    def printed(self, name, qualifier="", words=""):
        """A contributor as printed, with its half; "" for a person whose post and service nobody stated.

        `words` is how the paper wrote a name that is no person's.
        """
        key = spelling.key(name)
        if key in self._instead:
            post = self._instead[key]
            return wording.name(post, self.note(qualifier)) if post else ""
        as_written = words if words and not self._names_somebody(words) and not is_person(words) else ""
        return wording.name(name, self.note(qualifier), as_written)

    def note(self, qualifier):
        """A half or a scope note as printed: nothing of one that names a person."""
        return "" if qualifier and self._names_somebody(qualifier) else qualifier

    def half(self, qualifier, lead=""):
        """Whose half of an answer it is, as printed before its words: by its qualifier, else by who answers for it."""
        if qualifier and not self.note(qualifier):
            return (
                self.instead(lead or qualifier)
                if spelling.key(lead or qualifier) in self._instead
                else UNSTATED
            )
        return wording.half(qualifier, self.instead(lead) if lead else "")

    def may_print(self, cell, role):
        """Whether every name in a cell of a paper is known and is no person's."""
        if (cell, role) not in self._cells:
            self._cells[cell, role] = self._is_free_of_people(cell, role)
        return self._cells[cell, role]

    def _is_free_of_people(self, cell, role):
        if self._names_somebody(cell):
            return False
        found = leads.split(cell, role=role, known=self._known)
        doubtful = found.proposal
        if doubtful and not (doubtful.names and all(map(self._is_no_person, doubtful.names))):
            return False
        notes = [one.qualifier for one in found.assignments if one.qualifier]
        return all(self._is_no_person(one.name) for one in found.assignments) and not any(
            map(is_person, notes)
        )

    def _is_no_person(self, name):
        return spelling.key(without_note(name)[0]) in self._others or spelling.key(name) in self._others

    def _names_somebody(self, words):
        return spelling.key(words) in self._instead or bool(self._people.find(words))
