"""Which line of the written policy answers for which address.

Every pattern of the URL resolver must have a row in `ADDRESSES`, or be one of the desk's (below). A row is
the line asked for reading and the line asked for sending a form, or NOBODY where the method is not answered
at all. `secret` says that whoever is refused gets 404, as if nothing were there. `own` says whether what stands there
is the lead's own, where the policy says "on one's own rows". `gone` says that it was withdrawn, so that whoever may
read it gets the marker with 410. `example` fills the address in from what `world.make_world` makes.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "building" / "permissions.md"
ROLES = ("anonymous", "member", "lead", "editor", "publisher", "steward", "admin")
NOBODY = "nobody"
EVERYBODY = "P65"
SIGNED_IN = "P57"


@dataclass(frozen=True)
class Address:
    """One address: the line for GET, the line for POST, how it is filled in, whether it is secret, own, or gone."""

    get: str
    post: str = NOBODY
    example: str = ""
    secret: bool = False
    own: bool = True
    gone: bool = False


def written():
    """The written policy: {line: {role: letter}}."""
    rows = re.findall(r"^\| (P\d\d) \| .*? \| ((?:[ADO2SM] \| ?){7})$", WRITTEN.read_text(), re.MULTILINE)
    return {line: dict(zip(ROLES, letters.replace("|", " ").split(), strict=True)) for line, letters in rows}


def is_allowed(line, role, policy, *, own=True):
    """Whether this role may do this, on a row that is its own or, as the row of the address says, on one that is not."""
    if line == NOBODY:
        return False
    letter = policy[line][role]
    return letter in "A2" or (letter in "OS" and own)


# {pattern of the resolver: the addresses to try on it}
ADDRESSES = {
    "": [Address("P01", example="/")],
    "start/": [Address(SIGNED_IN, example="/start/")],
    "how-to-read/": [Address(EVERYBODY, example="/how-to-read/")],
    "accessibility/": [Address(EVERYBODY, example="/accessibility/")],
    "healthz/": [Address("P65", example="/healthz/")],
    "sign-in/": [Address(EVERYBODY, EVERYBODY, example="/sign-in/")],
    "sign-in/code/": [Address(EVERYBODY, EVERYBODY, example="/sign-in/code/")],
    "sign-in/council/": [Address(EVERYBODY, example="/sign-in/council/")],
    "sign-in/council/back/": [Address(EVERYBODY, example="/sign-in/council/back/")],
    "sign-in/password/": [Address(EVERYBODY, EVERYBODY, example="/sign-in/password/")],
    "sign-out/": [Address(NOBODY, EVERYBODY, example="/sign-out/")],
    "account/": [Address(SIGNED_IN, SIGNED_IN, example="/account/")],
    "account/end-sessions/": [Address(NOBODY, SIGNED_IN, example="/account/end-sessions/")],
    "plans/": [Address("P01", example="/plans/")],
    "plans/<slug:plan>/": [
        Address("P01", example="/plans/{open.slug}/"),
        Address("P02", example="/plans/{draft.slug}/", secret=True, own=False),
    ],
    "plans/<slug:plan>/actions/<slug:action>/": [
        Address("P07", example="/plans/{open.slug}/actions/1a/"),
        Address("P08", example="/plans/{draft.slug}/actions/1a/", secret=True, own=False),
    ],
    "plans/<slug:plan>/actions/<slug:action>/withdraw/": [
        Address("P12", "P12", example="/plans/{open.slug}/actions/1a/withdraw/"),
        Address("P12", "P12", example="/plans/{draft.slug}/actions/1a/withdraw/"),
    ],
    "plans/<slug:plan>/paper/": [
        Address("P01", example="/plans/{open.slug}/paper/"),
        Address("P02", example="/plans/{draft.slug}/paper/", secret=True, own=False),
    ],
    "plans/<slug:plan>/paper.<slug:format>": [
        Address("P52", example="/plans/{open.slug}/paper.csv"),
        Address("P52", example="/plans/{open.slug}/paper.json"),
        Address("P51", example="/plans/{draft.slug}/paper.csv", secret=True, own=False),
        Address("P51", example="/plans/{draft.slug}/paper.json", secret=True, own=False),
        Address("P51", example="/plans/{draft.slug}/paper.docx", secret=True, own=False),
        Address("P51", example="/plans/{draft.slug}/paper.xlsx", secret=True, own=False),
        Address("P51", example="/plans/{draft.slug}/paper.pdf", secret=True, own=False),
    ],
}

# A plan as it was last issued is for everybody; the lasting addresses of its newest paper lead to that paper.
ADDRESSES |= {
    "plans/<slug:plan>/issued/": [
        Address("P01", example="/plans/{open.slug}/issued/"),
        Address(NOBODY, example="/plans/{draft.slug}/issued/", secret=True),
    ],
    "plans/<slug:plan>/issued/actions/<slug:action>/": [
        Address("P07", example="/plans/{open.slug}/issued/actions/1a/"),
        Address(NOBODY, example="/plans/{draft.slug}/issued/actions/1a/", secret=True),
    ],
    "plans/<slug:plan>/issued/paper/": [
        Address("P34", example="/plans/{open.slug}/issued/paper/"),
        Address(NOBODY, example="/plans/{draft.slug}/issued/paper/", secret=True),
    ],
    "plans/<slug:plan>/issued/paper.<slug:format>": [
        Address("P52", example="/plans/{open.slug}/issued/paper.json"),
        Address(NOBODY, example="/plans/{draft.slug}/issued/paper.json", secret=True),
    ],
}

# Papers on their way in are the equality team's: to others nothing is there.
# What changed, between papers that were issued and in a plan since.
ADDRESSES |= {
    "publications/compare/": [
        Address("P34", example="/publications/compare/"),
        Address("P34", example="/publications/compare/?plan={open.slug}"),
    ],
    "publications/<slug:slug>/changes/": [
        Address("P34", example="/publications/{publication}/changes/"),
        Address("P32", example="/publications/{embargoed}/changes/", secret=True),
        Address("P34", example="/publications/{withdrawn}/changes/", gone=True),
    ],
    "publications/<slug:slug>/changes/<slug:since>.<slug:format>": [
        Address("P34", example="/publications/{publication}/changes/{publication}.docx"),
        Address("P32", example="/publications/{embargoed}/changes/{embargoed}.docx", secret=True),
        Address("P34", example="/publications/{publication}/changes/{withdrawn}.docx", gone=True),
    ],
    "plans/<slug:plan>/changes/": [
        Address("P02", example="/plans/{open.slug}/changes/", secret=True, own=False),
        Address("P02", example="/plans/{draft.slug}/changes/", secret=True, own=False),
    ],
}

ADDRESSES |= {
    "imports/": [Address("P48", example="/imports/", secret=True)],
    "imports/new/": [Address("P48", "P48", example="/imports/new/", secret=True)],
    "imports/<int:number>/": [Address("P48", "P48", example="/imports/{number}/", secret=True)],
    "imports/<int:number>/rows/": [Address("P48", example="/imports/{number}/rows/", secret=True)],
    "imports/<int:number>/changes/": [
        Address("P48", "P48", example="/imports/{number}/changes/", secret=True)
    ],
    "imports/<int:number>/problems.csv": [
        Address("P48", example="/imports/{number}/problems.csv", secret=True)
    ],
    "imports/<int:number>/original/": [Address("P50", example="/imports/{number}/original/", secret=True)],
    "imports/<int:number>/waiting/<int:waiting>/": [
        Address(NOBODY, "P48", example="/imports/{number}/waiting/{waiting}/", secret=True)
    ],
    "imports/<int:number>/apply/": [Address(NOBODY, "P48", example="/imports/{number}/apply/", secret=True)],
    "imports/<int:number>/undo/": [Address(NOBODY, "P48", example="/imports/{number}/undo/", secret=True)],
    "imports/<int:number>/discard/": [
        Address("P48", "P48", example="/imports/{number}/discard/", secret=True)
    ],
    "imports/<int:number>/read/": [Address(NOBODY, "P48", example="/imports/{number}/read/", secret=True)],
}

# What is asked of a lead is there for them, for their deputy and for the equality team; to others nothing is there.
ADDRESSES |= {
    "my-actions/": [Address("P17", example="/my-actions/")],
    "my-actions/<int:number>/": [
        Address("P16", "P17", example="/my-actions/{drafted}/", secret=True),
        Address("P17", "P17", example="/my-actions/{sent}/", secret=True),
    ],
    "my-actions/<int:number>/take-back/": [
        Address(NOBODY, "P21", example="/my-actions/{sent}/take-back/"),
    ],
    "my-actions/<int:number>/discard/": [Address("P18", "P18", example="/my-actions/{drafted}/discard/")],
    "my-actions/<int:number>/not-mine/": [
        Address("P17", "P17", example="/my-actions/{drafted}/not-mine/", secret=True)
    ],
    "my-actions/<int:number>/evidence/": [
        Address(NOBODY, "P25", example="/my-actions/{drafted}/evidence/", secret=True)
    ],
    "evidence/<int:number>/": [Address("P26", example="/evidence/{evidence}/", secret=True)],
    "my-actions/deputies/": [Address("P15", "P15", example="/my-actions/deputies/")],
    "my-actions/deputies/<int:number>/end/": [
        Address(NOBODY, "P15", example="/my-actions/deputies/{deputy}/end/")
    ],
}

# Chasing is the equality team's: to others nothing is there.
ADDRESSES |= {
    "rounds/<slug:plan>/<str:key>/chase/": [
        Address("P30", "P30", example="/rounds/{open.slug}/{round_key}/chase/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/mail/": [
        Address("P30", "P30", example="/rounds/{open.slug}/{round_key}/mail/", secret=True)
    ],
    "plans/<slug:plan>/rounds.ics": [
        Address("P02", example="/plans/{open.slug}/rounds.ics", secret=True),
        Address("P02", example="/plans/{draft.slug}/rounds.ics", secret=True, own=False),
    ],
    "my-actions/deadlines.ics": [Address(SIGNED_IN, example="/my-actions/deadlines.ics")],
}

# Rounds are there for those who review answers (P22) alone; what is done to a round is the equality team's.
ROUND = "/rounds/{open.slug}/{round_key}/"
ROUND_PATTERN = "rounds/<slug:plan>/<str:key>/"
ANSWER = f"{ROUND}answers/{{sent}}/"
ANSWER_PATTERN = f"{ROUND_PATTERN}answers/<int:number>/"
ADDRESSES |= {
    "rounds/": [Address("P22", example="/rounds/", secret=True)],
    "rounds/new/": [Address("P29", "P29", example="/rounds/new/")],
    ROUND_PATTERN: [
        Address("P22", "P22", example=ROUND, secret=True),
        Address("P22", "P22", example=f"{ROUND}?sign_off=all", secret=True),
        Address("P22", "P22", example="/rounds/{draft.slug}/2026-10/", secret=True),
    ],
    **{
        f"{ROUND_PATTERN}{step}/": [Address("P29", "P29", example=f"{ROUND}{step}/")]
        for step in ("open", "change", "extend", "close", "reopen", "ask")
    },
    ANSWER_PATTERN: [
        Address("P22", "P22", example=ANSWER, secret=True),
        Address("P22", "P22", example=f"{ROUND}answers/{{drafted}}/", secret=True),
    ],
    # A status is overridden, and words are edited with both texts kept, by the equality team alone.
    f"{ANSWER_PATTERN}edit/": [Address("P28", "P28", example=f"{ANSWER}edit/")],
    f"{ANSWER_PATTERN}add/": [Address("P09", "P09", example=f"{ROUND}answers/{{settled}}/add/")],
    f"{ANSWER_PATTERN}withdraw/": [Address("P29", "P29", example=f"{ROUND}answers/{{drafted}}/withdraw/")],
}

# Forms of leads without the site: one's own, and the equality team's for anybody, out and back.
ADDRESSES |= {
    "my-actions/form.<slug:format>": [
        Address("P17", example="/my-actions/form.docx"),
        Address("P17", example="/my-actions/form.xlsx"),
    ],
    "rounds/<slug:plan>/<str:key>/forms/": [
        Address("P30", "P30", example="/rounds/{open.slug}/{round_key}/forms/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/forms/<int:contributor>.<slug:format>": [
        Address("P30", example="/rounds/{open.slug}/{round_key}/forms/{officer}.docx", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/bring-in/": [
        Address("P48", "P48", example="/rounds/{open.slug}/{round_key}/bring-in/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/bring-in/<int:number>/": [
        Address("P48", "P48", example="/rounds/{open.slug}/{round_key}/bring-in/{form}/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/bring-in/<int:number>/undo/": [
        Address(NOBODY, "P48", example="/rounds/{open.slug}/{round_key}/bring-in/{form}/undo/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/bring-in/<int:number>/discard/": [
        Address("P48", "P48", example="/rounds/{open.slug}/{round_key}/bring-in/{form}/discard/", secret=True)
    ],
    "rounds/<slug:plan>/<str:key>/bring-in/<int:number>/read/": [
        Address(NOBODY, "P48", example="/rounds/{open.slug}/{round_key}/bring-in/{form}/read/", secret=True)
    ],
}

# Papers in preparation are there for the team and publishers, and for members those that are shared with them.
PREPARED = "/preparations/{preparation}/"
PREPARED_PATTERN = "preparations/<int:number>/"
ADDRESSES |= {
    "preparations/": [Address("P32", example="/preparations/", secret=True)],
    "preparations/new/": [Address("P31", "P31", example="/preparations/new/?plan={open.slug}")],
    PREPARED_PATTERN: [
        Address("P32", example=PREPARED, secret=True),
        # What is not shared is for those who read working data, and for no member.
        Address("P51", example="/preparations/{unshared}/", secret=True),
    ],
    f"{PREPARED_PATTERN}<slug:part>.<slug:format>": [
        Address("P32", example=f"{PREPARED}paper.html", secret=True),
        Address("P32", example=f"{PREPARED}paper.json", secret=True),
        Address("P51", example="/preparations/{unshared}/paper.html", secret=True),
        Address("P51", example="/preparations/{unshared}/receipt.json", secret=True),
    ],
    f"{PREPARED_PATTERN}change/": [Address("P31", "P31", example=f"{PREPARED}change/")],
    f"{PREPARED_PATTERN}make/": [Address(NOBODY, "P31", example=f"{PREPARED}make/")],
    f"{PREPARED_PATTERN}discard/": [Address("P31", "P31", example=f"{PREPARED}discard/")],
    f"{PREPARED_PATTERN}issue/": [Address("P33", "P33", example=f"{PREPARED}issue/")],
    # A correction is prepared as any paper is, and issued as any is.
    "publications/<slug:slug>/correct/": [
        Address("P31", "P31", example="/publications/{publication}/correct/")
    ],
}

# A row of an issued paper is there for whoever may read the paper; news that came late is the equality team's to tell.
ADDRESSES |= {
    "publications/<slug:slug>/rows/<slug:key>/": [
        Address("P07", example="/publications/{publication}/rows/1a/"),
        Address("P32", example="/publications/{embargoed}/rows/1a/", secret=True),
        Address("P07", example="/publications/{withdrawn}/rows/1a/", gone=True),
    ],
    # What is printed leads to the paper in preparation while people look at it.
    "p/<int:number>/": [
        Address("P34", example="/p/{publication_number}/"),
        Address("P32", example="/p/{preparation}/", secret=True),
    ],
    "p/<int:number>/<rowkey:key>": [
        Address("P07", example="/p/{publication_number}/1a"),
        Address("P32", example="/p/{preparation}/1a", secret=True),
        Address("P51", example="/p/{unshared}/1a", secret=True),
    ],
    "publications/<slug:slug>/late-news/": [
        Address("P31", "P31", example="/publications/{publication}/late-news/")
    ],
}

# What was issued is for everybody; under embargo for those who read papers in preparation (P32); withdrawn, its files are gone.
PAPER = "publications/<slug:slug>/"


def issued(example):
    """The addresses of one page or file: of the paper that is out, of one under embargo, of one that was withdrawn."""
    return [
        Address("P34", example=example.format(slug="{publication}")),
        Address("P32", example=example.format(slug="{embargoed}"), secret=True),
        Address("P34", example=example.format(slug="{withdrawn}"), gone=True),
    ]


ADDRESSES |= {
    "publications/": [Address("P34", example="/publications/")],
    "publications/feed.atom": [Address("P34", example="/publications/feed.atom")],
    "plans/<slug:plan>/feed.atom": [
        Address("P34", example="/plans/{open.slug}/feed.atom"),
        Address(NOBODY, example="/plans/{draft.slug}/feed.atom", secret=True),
    ],
    "plans/<slug:plan>/actions/<slug:action>/feed.atom": [
        Address("P34", example="/plans/{open.slug}/actions/1a/feed.atom"),
        Address(NOBODY, example="/plans/{draft.slug}/actions/1a/feed.atom", secret=True),
    ],
    "sitemap.xml": [Address(EVERYBODY, example="/sitemap.xml")],
    "sitemap-<slug:section>.xml": [Address(EVERYBODY, example="/sitemap-actions.xml")],
    # The record of what was withdrawn stays, and so does its proof.
    PAPER: [replace(each, gone=False) for each in issued("/publications/{slug}/")],
    f"{PAPER}proof/": [replace(each, gone=False) for each in issued("/publications/{slug}/proof/")],
    f"{PAPER}paper/": issued("/publications/{slug}/paper/"),
    "publications/<slug:slug>.<slug:format>": [
        *issued("/publications/{slug}.pdf"),
        *issued("/publications/{slug}.json"),
    ],
    f"{PAPER}<slug:part>.<slug:format>": issued("/publications/{slug}/paper.docx"),
    f"{PAPER}<sha256:sha256>.<slug:format>": [
        Address("P34", example="/publications/{publication}/{file_sha256}.json")
    ],
    "p/<int:number>/<slug:part>.<slug:format>": [
        Address("P34", example="/p/{publication_number}/paper.pdf"),
        Address("P32", example="/p/{preparation}/paper.pdf", secret=True),
    ],
    f"{PAPER}withdraw/": [Address("P37", "P37", example="/publications/{publication}/withdraw/")],
}

# The desk opens for those who keep plans (P03) or users (P60); its own pages, without a row of a model:
DESK_OPENS_BY = ("P03", "P60")
DESK_PAGES = {
    "admin/": "/admin/",
    "admin/autocomplete/": "/admin/autocomplete/?app_label=actionplans&model_name=assignment&field_name=contributor",
    "admin/jsi18n/": "/admin/jsi18n/",
    "admin/r/<path:content_type_id>/<path:object_id>/": "/admin/r/{plan_type}/{open.pk}/",
}
# These lead elsewhere for everybody: to the site's own sign-in, sign-out and account.
DESK_DOORS = (
    "admin/login/",
    "admin/logout/",
    "admin/password_change/",
    "admin/password_change/done/",
)
# A list of a room's models, and whatever else stands under /admin/, which is nothing.
DESK_LISTS = r"admin/(\^\(\?P<app_label>.*|\(\?P<url>\.\*\)\$)$"

# {model: lines for viewing, adding, changing and deleting on the desk}
DESK_MODELS = {
    "accounts/organisation": ("P03", "P03", "P03", "P03"),
    "accounts/contributor": ("P03", "P03", "P03", "P03"),
    "accounts/contributoralias": ("P03", "P03", "P03", "P03"),
    "accounts/user": ("P60", "P60", "P60", "P60"),
    "accounts/rolegrant": ("P61", "P61", "P61", "P61"),
    "papers/sourcefile": ("P50", NOBODY, NOBODY, NOBODY),
    "papers/publication": ("P31", NOBODY, NOBODY, NOBODY),
    "papers/publicationnotice": ("P31", NOBODY, NOBODY, NOBODY),
    "papers/seal": ("P31", NOBODY, NOBODY, NOBODY),
    "papers/check": ("P31", NOBODY, NOBODY, NOBODY),
    "papers/preparation": ("P31", NOBODY, NOBODY, NOBODY),
    "actionplans/plan": ("P03", "P03", "P03", "P04"),
    "actionplans/plancolumn": ("P03", "P03", "P03", "P03"),
    "actionplans/priority": ("P06", "P06", "P06", "P06"),
    "actionplans/outcome": ("P06", "P06", "P06", "P06"),
    "actionplans/recommendation": ("P09", "P09", "P09", "P09"),
    "actionplans/servicecomment": ("P09", "P40", "P40", "P09"),
    "actionplans/action": ("P09", "P09", "P09", "P11"),
    "actionplans/assignment": ("P09", "P09", "P09", "P09"),
    "actionplans/successmeasure": ("P09", "P09", "P09", "P09"),
    "actionplans/target": ("P09", "P09", "P09", "P09"),
    "actionplans/timescale": ("P09", "P09", "P09", "P09"),
    "actionplans/progressscale": ("P63", "P63", "P63", "P63"),
    "actionplans/progressstatus": ("P63", "P63", "P63", "P63"),
    "actionplans/reportinground": ("P29", "P29", "P29", "P29"),
    "actionplans/updaterequest": ("P29", NOBODY, NOBODY, NOBODY),
    "actionplans/asking": ("P30", NOBODY, NOBODY, NOBODY),
    "actionplans/update": ("P09", "P09", "P09", "P09"),
    "actionplans/addendum": ("P09", "P09", "P09", "P09"),
    "actionplans/evidence": ("P09", "P25", "P09", "P09"),
    "actionplans/issuedplan": ("P31", NOBODY, NOBODY, NOBODY),
    "actionplans/planimport": ("P48", NOBODY, NOBODY, NOBODY),
    "actionplans/waitingtext": ("P48", NOBODY, "P48", NOBODY),
}
VIEW, ADD, CHANGE, DELETE = range(4)
# What follows the model in a desk address: (verb for reading, verb for sending).
DESK_VERBS = {
    "": (VIEW, VIEW),
    "add/": (ADD, ADD),
    "<path:object_id>/": (VIEW, VIEW),
    "<path:object_id>/history/": (VIEW, VIEW),
    "<path:object_id>/change/": (VIEW, CHANGE),
    "<path:object_id>/delete/": (DELETE, DELETE),
    "merge/": (CHANGE, CHANGE),
    "split-off/<int:alias_id>/": (CHANGE, CHANGE),
    "import/": (ADD, ADD),
    "process_import/": (ADD, ADD),
    "export/": (VIEW, VIEW),
}
