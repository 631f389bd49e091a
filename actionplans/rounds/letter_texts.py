"""What the mails of a round say: short, plain, in a council's tone. Pure: told everything, knows no database.

Every text holds titles and links, and nothing that anybody wrote into an answer.
"""

from dataclasses import dataclass

from accounts.posting import shortened

from ..lateness import count

LONGEST_TITLE = 90
# So many are listed; the rest stand on the page that the mail leads to.
MOST_LISTED = 25
NO_PASSWORD = "You need no password: when you open the link, a code is sent to this address."
NOT_A_LEAD = "Tell the equality team who leads this now, and they are asked: the form opens for whoever leads the action."
NOT_SIGNING_IN = "You have no account here. The equality team will send you a form to fill in, or enter what you tell them."


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in a mail: reference and half, title, the way to the form, and what prints if no answer comes."""

    ref: str
    half: str
    title: str
    link: str = ""
    printed: str = ""
    # In a mail to a head of service: who was asked.
    of: str = ""

    def __str__(self):
        half = f"({self.half})" if self.half else ""
        return " ".join(filter(None, (self.ref, half, shortened(self.title, LONGEST_TITLE))))


@dataclass(frozen=True, slots=True)
class Heading:
    """What every mail of a round says about itself."""

    my_actions: str
    deputies: str
    sender: str
    questions: str
    body: str = ""
    plan: str = ""
    words: str = ""
    due: str = ""
    meeting: str = ""
    is_past_due: bool = False


def opening(about, name, lines, *, why="", can_answer=True, signs_in=True):
    """(subject, text): the round is open and these answers are asked for."""
    what = f"{_short(lines[0])}, answer" if len(lines) == 1 else f"{len(lines)} answers for {about.words},"
    subject = f"{what} by {about.due}"
    asks = "An answer is asked for" if len(lines) == 1 else f"{count(len(lines), 'answer')} are asked for"
    to_whom = f" to {about.meeting}" if about.meeting else ""
    begins = f"{about.body} reports on “{about.plan}”{to_whom}. {asks} by {about.due}."
    return subject, _asking(about, name, lines, begins, why, can_answer, signs_in)


def reminder(about, name, lines, *, why="", can_answer=True, signs_in=True):
    """(subject, text): these answers have not come, and this is what will print."""
    was = "was due" if about.is_past_due else "is due"
    were = "were due" if about.is_past_due else "are due"
    before = "Overdue: " if about.is_past_due else "Reminder: "
    if len(lines) == 1:
        subject = f"{before}{_short(lines[0])}, which {was} on {about.due}"
        begins = f"An answer for {about.words} has not come yet. It {was} on {about.due}."
    else:
        subject = f"{before}{len(lines)} answers for {about.words} {were} on {about.due}"
        begins = f"{len(lines)} answers for {about.words} have not come yet. They {were} on {about.due}."
    return subject, _asking(about, name, lines, begins, why, can_answer, signs_in)


def escalation(about, name, service, lines):
    """(subject, text) for a head of service: what is missing, of whom, and what will print."""
    number = count(len(lines), "answer")
    is_missing = "is missing" if len(lines) == 1 else "are missing"
    subject = f"{number} from {service} {is_missing}: {about.words}, due on {about.due}"
    parts = [
        f"{name},",
        f"{number} from {service} {is_missing} in {about.words} of “{about.plan}”. "
        f"{'It was' if len(lines) == 1 else 'They were'} due on {about.due}.",
        *_by_person(lines),
        "In its place the paper will print the line in brackets."
        if len(lines) == 1
        else "In their place the paper will print the lines in brackets.",
        "They have had the links to answer. If somebody else leads one of these now, tell the equality team.",
        _closing(about),
    ]
    return subject, _text(parts)


def returned(about, name, line):
    """(subject, text): an answer came back, and the reason is read where it is mended."""
    by = f", answer again by {about.due}" if about.due and not about.is_past_due else ", answer again"
    subject = f"Returned: {_short(line)}{by}"
    parts = [
        f"{name},",
        f"The equality team has returned this answer for {about.words}. Their reason stands above the form, and your words are kept.",
        f"{line}\n{line.link}".strip(),
        NO_PASSWORD,
        _closing(about),
    ]
    return subject, _text(parts)


def edited(about, name, line):
    """(subject, text): the equality team edited an answer; both texts can be read."""
    subject = f"Edited by the equality team: {_short(line)}"
    parts = [
        f"{name},",
        f"The equality team has edited this answer for {about.words}. Both texts and the reason stand on its page. "
        "If the new words are not right, tell the equality team, or take the answer back while it is not signed off.",
        f"{line}\n{line.link}".strip(),
        NO_PASSWORD,
        _closing(about),
    ]
    return subject, _text(parts)


def deputy(about, name, lead, days, lines):
    """(subject, text): somebody stands in for a lead, and this is what is still to be answered."""
    parts = [
        f"{name},",
        f"You stand in for {lead} {days}. In these days you can answer for their actions as they would, and mail about them comes to you as well.",
        _listed(
            lines, "These answers have not come yet:" if len(lines) != 1 else "This answer has not come yet:"
        )
        if lines
        else "Nothing is asked of them at this moment.",
        f"Answer here: {about.my_actions}",
        NO_PASSWORD,
        _closing(about),
    ]
    return f"You stand in for {lead} {days}", _text(parts)


def told_lead_of_deputy(about, name, deputy_name, days):
    """(subject, text) for a lead for whom somebody else named a deputy."""
    parts = [
        f"{name},",
        f"{deputy_name} stands in for you {days}, and can answer for your actions as you would. You can go on answering yourself.",
        f"You can end it here: {about.deputies}",
        _closing(about),
    ]
    return f"{deputy_name} stands in for you {days}", _text(parts)


def _asking(about, name, lines, begins, why, can_answer, signs_in):
    parts = [f"{name},", begins, why, _with_what_prints(about, lines)]
    if not can_answer:
        parts.append(NOT_A_LEAD)
    elif not signs_in:
        parts.append(NOT_SIGNING_IN)
    elif len(lines) == 1:
        parts += [
            f"Answer here: {lines[0].link}",
            NO_PASSWORD,
            f"Not yours? Say so on that page. Away for a time? Name a deputy here: {about.deputies}",
        ]
    else:
        parts += [
            f"Answer here: {about.my_actions}",
            NO_PASSWORD,
            "Not all yours? Say so on the form of each. "
            f"Away for a time? Name a deputy here: {about.deputies}",
        ]
    return _text([*parts, _closing(about)])


def _with_what_prints(about, lines):
    """The titles and, once for all that share it, the line that will print."""
    shown, printed = lines[:MOST_LISTED], {line.printed for line in lines}
    where = f"the paper for {about.meeting}" if about.meeting else "the paper"
    if len(printed) == 1:
        place = "its place" if len(lines) == 1 else "the place of each"
        says = f"If no answer comes, {where} will print this line in {place}:\n{lines[0].printed}"
        return f"{_listed(lines)}\n\n{says}"
    each = "\n".join(f"{line}\n  {line.printed}" for line in shown)
    says = f"If no answer comes, {where} will print the line in brackets in its place."
    return f"{each}{_and_more(lines)}\n\n{says}"


def _listed(lines, before=""):
    listed = "\n".join(str(line) for line in lines[:MOST_LISTED])
    return "\n".join(filter(None, (before, listed))) + _and_more(lines)


def _and_more(lines):
    left = len(lines) - MOST_LISTED
    return f"\nand {left} more" if left > 0 else ""


def _by_person(lines):
    """The lines under the names of those who were asked, in order."""
    by_person = {}
    for line in lines[:MOST_LISTED]:
        by_person.setdefault(line.of, []).append(f"{line}\n  {line.printed}")
    parts = ["\n".join([f"{of}:", *each]) for of, each in by_person.items()]
    return [*parts, f"And {len(lines) - MOST_LISTED} more."] if len(lines) > MOST_LISTED else parts


def _short(line):
    """A line as far as it fits a subject: its reference, and the beginning of its title."""
    return shortened(str(line), 80).rstrip(".;,")


def _closing(about):
    return "\n".join(filter(None, (about.sender, about.questions)))


def _text(parts):
    return "\n\n".join(part for part in parts if part) + "\n"
