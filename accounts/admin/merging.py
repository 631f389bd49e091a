"""Making two contributors one, and one spelling a contributor of its own: each with a page that asks first."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from accounts import directory
from accounts.models import Contributor, ContributorAlias

from .seen import seal_of_rows
from .sent_once import STALE_ROW


@admin.action(description="Merge the selected contributors…", permissions=["change"])
def merge_selected(desk, request, queryset):
    """Go to the page that asks which name is kept."""
    chosen = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True))
    return redirect(f"{reverse('admin:accounts_contributor_merge')}?of={chosen}")


class KeepForm(forms.Form):
    """Which of these names is kept."""

    keep = forms.ModelChoiceField(
        label="Which name is kept?",
        queryset=Contributor.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the name that is kept."},
    )


def merging_urls(desk):
    """/admin/accounts/contributor/merge/  /admin/accounts/contributor/split-off/<spelling>/"""

    def merge(request):
        return desk.once(request, lambda: _merge(desk, request))

    def split_off(request, alias_id):
        return desk.once(request, lambda: _split_off(desk, request, alias_id))

    guard = desk.admin_site.admin_view
    return [
        path("merge/", guard(merge), name="accounts_contributor_merge"),
        path("split-off/<int:alias_id>/", guard(split_off), name="accounts_contributor_split_off"),
    ]


def _merge(desk, request):
    if not desk.has_change_permission(request):
        raise PermissionDenied
    numbers = [int(pk) for pk in request.GET.get("of", "").split(",") if pk.isdecimal() and len(pk) < 19]
    chosen = list(desk.get_queryset(request).filter(pk__in=numbers).select_related("organisation"))
    if len(chosen) < 2:
        messages.error(request, "Choose at least two contributors to merge.")
        return redirect("admin:accounts_contributor_changelist")
    form = KeepForm(request.POST or None)
    form.fields["keep"].queryset = desk.get_queryset(request).filter(pk__in=numbers)
    if request.method == "POST" and form.is_valid():
        keep = form.cleaned_data["keep"]
        if desk.is_stale(request, numbers):
            messages.error(request, f"Nothing was merged. {STALE_ROW}")
            return redirect(request.get_full_path())
        others = [contributor for contributor in chosen if contributor.pk != keep.pk]
        try:
            directory.merge(keep, others, by=request.user)
        except directory.CannotMerge as reason:
            form.add_error(None, str(reason))
        else:
            _log(request, keep, f"Merged with {', '.join(other.name for other in others)}.")
            messages.success(request, f"Now one contributor: {keep.name}.")
            return redirect("admin:accounts_contributor_change", keep.pk)
    context = {
        "form": form,
        "contributors": [(each, directory.uses(each)) for each in chosen],
        "desk_seal": seal_of_rows(chosen),
        "title": "Merge contributors",
    }
    return _page(desk, request, "admin/accounts/contributor/merge.html", context)


def _split_off(desk, request, alias_id):
    if not desk.has_change_permission(request):
        raise PermissionDenied
    aliases = ContributorAlias.objects.editable_by(request.user).select_related("contributor")
    alias = get_object_or_404(aliases, pk=alias_id)
    if request.method == "POST":
        if desk.is_stale(request, [alias.contributor_id]):
            messages.error(request, f"Nothing was split off. {STALE_ROW}")
            return redirect(request.get_full_path())
        try:
            new = directory.split_off(alias, by=request.user)
        except directory.CannotSplit as reason:
            messages.error(request, str(reason))
            return redirect("admin:accounts_contributor_change", alias.contributor_id)
        _log(request, new, f"Split off from {alias.contributor.name}.")
        messages.success(request, f"“{new.name}” is now a contributor of its own.")
        return redirect("admin:accounts_contributor_change", new.pk)
    context = {
        "alias": alias,
        "title": f"Split off “{alias.words}”",
        "desk_seal": seal_of_rows([alias.contributor]),
    }
    return _page(desk, request, "admin/accounts/contributor/split_off.html", context)


def _page(desk, request, template, context):
    opts = desk.model._meta
    return TemplateResponse(
        request,
        template,
        {**desk.admin_site.each_context(request), "opts": opts, "media": desk.media, **context},
    )


def _log(request, contributor, words):
    LogEntry.objects.log_actions(request.user.pk, [contributor], CHANGE, words, single_object=True)
