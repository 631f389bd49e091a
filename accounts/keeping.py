"""What was typed is kept when a form is sent after its session has ended.

How a page with a form uses it:

    @keeping.sign_in_first                          # in place of login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request, ...):
        kept = keeping.kept_for(request) if request.method == "GET" else None
        form = AnswerForm(request.POST or kept or None)

    {% load keeping %}<form method="post"> {% csrf_token %}{% typed_by %} ...

`typed_by` writes a signed hidden field that says whose form it is. A form that arrives without a session is put
into the (new, anonymous) session under the address of its page, its writer is sent to sign in, and comes back to
that page, where `kept_for` gives what was typed as a QueryDict: bind the form with it and nothing is lost. It stays
there until the form is sent again from that page. Files are not kept; their names are in `kept.files`.

Nothing is kept without the signed field, so that a stranger stores nothing here, and what is kept is given to nobody
but the person of the field: another one who signs in at the same machine finds it gone. What cannot be kept (no
field, too much of it, other words waiting there from a second tab) is shown at once, to be copied, with the way to sign in.

A view that takes only POST names the page that shows its form: `@sign_in_first(page="update_form")`, reversed with
the same words of the address; its form is kept for that page only where `words=` says that it is the form of that page, and
not, say, a button beside it. `words={"text": "Your answer"}` names the fields that people write in, in the order in
which they are shown; without it every field with more than one word counts. A script that asks for JSON
(`Accept: application/json`) is answered 401 with `{"sign_in": address, "kept": true or false}`.
"""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import JsonResponse, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import get_random_string

SEAL = "typed_by"
KEPT = "kept_words"
# Ten answers of three thousand words each fit; a session is one row of the database.
FORMS_KEPT = 10
CHARACTERS_KEPT = 200_000
NEVER_SHOWN = {SEAL, "csrfmiddlewaretoken", "next"}


class Kept(QueryDict):
    """What was typed, and the names of the files that were chosen and have to be chosen again."""

    files = ()


def seal(user):
    """The signed words that say whose form this is, and which: each time the page is made another one."""
    return Signer(salt="accounts.typed_by").sign(f"{user.pk}.{get_random_string(12)}")


def writer(typed):
    """(The key of the person whose form this was, which form); empty words where it does not say, or says it falsely."""
    try:
        person, _, form = Signer(salt="accounts.typed_by").unsign(typed.get(SEAL, "")).partition(".")
    except BadSignature:
        return "", ""
    return person, form


def sign_in_first(view=None, *, page=None, words=None):
    """Ask for a sign-in before this view, and keep what was typed meanwhile. See the top of this module."""
    if view is None:
        return lambda decorated: sign_in_first(decorated, page=page, words=words)

    is_form_of_the_page = page is None or words is not None

    @wraps(view)
    def guarded(request, *args, **kwargs):
        path = reverse(page, args=args, kwargs=kwargs) if page else request.path
        if request.user.is_authenticated:
            if request.method == "POST" and is_form_of_the_page:
                forget(request, path)
            return view(request, *args, **kwargs)
        going_to = path if page else request.get_full_path()
        if request.method != "POST":
            return redirect(sign_in_address(going_to))
        return sent_by_nobody(request, path, going_to, words, may_keep=is_form_of_the_page)

    guarded.keeps_words = True
    guarded.words = words
    return guarded


def sign_in_address(going_to):
    """The address of the sign-in page, which leads on to this one."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': going_to}, safe='/')}"


def sent_by_nobody(request, path, going_to, words=None, *, may_keep=True):
    """The answer to a form whose session is over: sign in, and all is there again; or else the words to copy."""
    kept = may_keep and keep(request, path)
    sign_in = sign_in_address(going_to)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"sign_in": sign_in, "kept": kept}, status=401)
    to_copy = words_of(request.POST, words)
    if kept or not to_copy:
        return redirect(sign_in)
    context = {"typed": to_copy, "sign_in": sign_in}
    response = render(request, "accounts/words_to_copy.html", context, status=403)
    add_never_cache_headers(response)
    return response


def keep(request, path):
    """Keep what was typed on the page at this path.

    False where it does not say by whom, is too much, or where other words wait there from another tab.
    """
    person, form = writer(request.POST)
    typed = request.POST.copy()
    for name in NEVER_SHOWN:
        typed.pop(name, None)
    encoded = typed.urlencode()
    if not person or len(encoded) > CHARACTERS_KEPT:
        return False
    kept = dict(request.session.get(KEPT, {}))
    waiting = kept.pop(path, None)
    if waiting and waiting["by"] == person and form != waiting["form"] and encoded != waiting["typed"]:
        return False
    files = [each.name for each in request.FILES.values()]
    kept[path] = {"by": person, "form": form, "typed": encoded, "files": files}
    while len(kept) > 1 and (
        len(kept) > FORMS_KEPT or sum(len(each["typed"]) for each in kept.values()) > CHARACTERS_KEPT
    ):
        del kept[next(iter(kept))]
    request.session[KEPT] = kept
    return True


def is_kept(request, path):
    """Whether something typed on this page is waiting for its writer to sign in."""
    return path in request.session.get(KEPT, {})


def kept_for(request, path=None):
    """What the person signed in had typed on this page when the session ended, as a QueryDict; or None."""
    found = request.session.get(KEPT, {}).get(path or request.path)
    if found is None:
        return None
    if found["by"] != str(request.user.pk):
        forget(request, path or request.path)
        return None
    kept = Kept(found["typed"])
    kept.files = tuple(found["files"])
    return kept


def forget(request, path):
    """Drop what was kept for this page."""
    kept = request.session.get(KEPT, {})
    if path in kept:
        request.session[KEPT] = {where: each for where, each in kept.items() if where != path}


def words_of(typed, words=None):
    """What a person wrote in a form, to be shown: [(label, text)], the fields named, or all with several words."""
    if words:
        named = [(label, typed.get(name, "")) for name, label in words.items()]
        return [(label, text) for label, text in named if text.strip()]
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), text)
        for name, texts in typed.lists()
        for text in texts
        if name not in NEVER_SHOWN and "password" not in name and len(text.split()) > 1
    ]
