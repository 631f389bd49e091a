"""Every form of the desk is sent once, and never saved over what somebody else saved since it was made."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect

from accounts.sending_once import once_only

from . import seen

CLASH = (
    "Somebody else changed this at the same moment, and the two do not fit together. "
    "Nothing was saved; what you typed is still here. Look at it, and save again."
)
KEY, SEEN = "desk_key", "desk_seen"
STALE_ROW = "Somebody else saved it after you opened the page. Look at it again."


class SentOnce:
    """What the pages of the desk do with the key and the seal that their forms carry."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        def view():
            if request.method == "POST" and object_id:
                self._hold(object_id)
            return super(SentOnce, self).changeform_view(request, object_id, form_url, extra_context)

        try:
            return self.once(request, view)
        except IntegrityError:
            # The database refuses what the form had let pass: the form again, with a sentence.
            request.desk_clash = CLASH
            return view()

    def changelist_view(self, request, extra_context=None):
        def view():
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            if request.POST.get("post") and self.is_stale(request, chosen):
                messages.error(request, f"Nothing was deleted. {STALE_ROW}")
                return HttpResponseRedirect(request.get_full_path())
            return super(SentOnce, self).changelist_view(request, extra_context)

        return self.once(request, view)

    def delete_view(self, request, object_id, extra_context=None):
        def view():
            if request.method == "POST" and self.is_stale(request, [object_id]):
                messages.error(request, f"Nothing was deleted. {STALE_ROW}")
                return HttpResponseRedirect(request.get_full_path())
            return super(SentOnce, self).delete_view(request, object_id, extra_context)

        return self.once(request, view)

    def once(self, request, view):
        """The view; of a form that was sent before, what it led to the first time."""

        def judged():
            answer = view()
            if getattr(request, "desk_stale", None):
                answer.status_code = 409
            return answer

        return once_only(request, judged, name=KEY, is_done=_is_done)

    def _hold(self, object_id):
        """Hold the row from here on, so that two who save at once come one after the other."""
        key = self.opts.pk
        if str(object_id).isdecimal() and transaction.get_connection().in_atomic_block:
            rows = self.model._base_manager.filter(**{key.attname: int(object_id)})
            rows.select_for_update(no_key=True).order_by().values_list("pk", flat=True).first()

    def is_stale(self, request, keys):
        """Whether one of these rows is not as the page that asks once more had shown it."""
        marks = seen.opened(request.POST.get(SEEN, ""))
        if marks is None:
            return False
        rows = self.model._base_manager.filter(pk__in=[key for key in keys if str(key).isdecimal()])
        return any(marks.get(str(row.pk)) not in (None, seen.mark_of_row(row)) for row in rows)

    def _create_formsets(self, request, obj, change):
        """The rows in line; and, before anything typed goes into the row, whether it is as the form had seen it."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        request.desk_formsets = formsets
        return formsets, inlines

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form, formsets = context["adminform"].form, getattr(request, "desk_formsets", ())
        context["desk_seal"] = seen.seal(seen.state(form, formsets)) if change else ""
        context["desk_differences"] = getattr(request, "desk_stale", None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.sent_with = request
        return form


def _is_done(answer):
    """Whether this answer leads on from a form that was taken: a redirect, or a small window that closes."""
    context = getattr(answer, "context_data", None) or {}
    return answer.status_code == 302 or "popup_response_data" in context


def find_stale(form):
    """What somebody else saved since this form of the desk was made: [Difference], empty where nothing."""
    request = getattr(form, "sent_with", None)
    if request is None or request.method != "POST" or not form.instance.pk:
        return []
    marks = seen.opened(request.POST.get(SEEN, ""))
    if marks is None:
        return []
    found = seen.state(form, getattr(request, "desk_formsets", ()))
    request.desk_stale = seen.differences(found, marks, form)
    return request.desk_stale
