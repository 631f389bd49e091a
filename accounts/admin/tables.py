"""Taking a flat table out of the desk, and bringing it in again after a look at what would change."""

import base64

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm, ImportForm

KEPT_FOR = 60 * 60
GONE = "The file is no longer held, because an hour went by or it was brought in already. Choose it again."


class Gone(Exception):
    """The file that was to be brought in is no longer held."""


class HeldFile:
    """The file between the look and the bringing in: in a row of the session table, under a key nobody can guess.

    Nothing is written to a shared folder, and the row goes by itself when it is too old.
    """

    def __init__(self, name=None, by=None, **options):
        self.name, self.by = name, by

    def save(self, data):
        held = SessionStore()
        held["desk_table"] = base64.b64encode(data).decode()
        held["by"] = self.by
        held.set_expiry(KEPT_FOR)
        held.create()
        held.save()
        self.name = held.session_key

    def read(self):
        held = SessionStore(session_key=self.name)
        if "desk_table" not in held or held.get("by") != self.by:
            raise Gone(GONE)
        return base64.b64decode(held["desk_table"])

    def remove(self):
        SessionStore(session_key=self.name).delete()


class TableInForm(ImportForm):
    """The file to bring in; which of the two formats it has is seen from the file."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        self.fields["format"].required = False
        self.fields["format"].widget = forms.HiddenInput()
        self.fields["import_file"].label = "Table to bring in"
        self.fields["import_file"].help_text = "A CSV or Excel (.xlsx) file with the columns named above."
        self.fields["import_file"].widget.attrs = {"accept": ".csv,.xlsx,.txt,.tsv"}

    @property
    def media(self):
        return forms.Media()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)} MB. Bring it in in parts."
            )
        return file

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("import_file")
        if file:
            start = file.read(4)
            file.seek(0)
            cleaned["format"] = "1" if start.startswith(b"PK") else "0"
        return cleaned


class TableConfirmForm(ConfirmImportForm):
    """What was looked at, to be brought in."""

    format = forms.ChoiceField(choices=[("0", "CSV"), ("1", "Excel")], widget=forms.HiddenInput)

    def clean_resource(self):
        return "0"


class TableOutForm(ExportForm):
    """The format in which the table is taken out."""

    def __init__(self, formats, resources, **kwargs):
        super().__init__(formats, resources, **kwargs)
        choices = [(str(place), one().get_title()) for place, one in enumerate(formats)]
        self.fields["format"] = forms.ChoiceField(
            label="Format", choices=choices, initial="0", widget=forms.RadioSelect
        )


class TakesTables(ImportExportMixin):
    """A page of the desk whose rows can be taken out and brought in as one flat table."""

    import_form_class = TableInForm
    confirm_form_class = TableConfirmForm
    export_form_class = TableOutForm
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    @property
    def formats(self):
        # The formats belong to a room upstairs of this one, so the front door names them.
        return [import_string(path) for path in settings.DESK_FORMATS]

    export_formats = import_formats = formats

    def has_import_permission(self, request):
        """Those who may add and change rows may bring them in."""
        opts = self.opts
        return all(
            request.user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}") for verb in ("add", "change")
        )

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_resource_kwargs(self, request, *args, **kwargs):
        return {"asked_by": request.user}

    def get_import_resource_kwargs(self, request, *args, **kwargs):
        return {"asked_by": request.user}

    def get_export_resource_kwargs(self, request, *args, **kwargs):
        return {"asked_by": request.user}

    def get_valid_export_item_pks(self, request):
        return self.get_queryset(request).values_list("pk", flat=True)

    def get_export_filename(self, request, queryset, file_format):
        plural = slugify(self.opts.verbose_name_plural)
        return f"{plural}-{timezone.localdate().isoformat()}.{file_format.get_extension()}"

    def get_import_form_kwargs(self, request):
        told = super().get_import_form_kwargs(request)
        if file := request.FILES.get("import_file"):
            file.brought_by = request.user.pk
        return told

    def write_to_tmp_storage(self, import_file, input_format):
        held = HeldFile(by=import_file.brought_by)
        held.save(b"".join(import_file.chunks()))
        return held

    def add_data_read_fail_error_to_form(self, form, e):
        words = str(e) if isinstance(e, ValueError) else "The file could not be read as a table."
        form.add_error("import_file", words)

    def process_import(self, request, **kwargs):
        """Bring the table in that was looked at; all of it or none."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self.once(request, lambda: self._process(request, **kwargs))

    def _process(self, request, **kwargs):
        form = self.create_confirm_form(request)
        if not form.is_valid():
            return self._choose_again(request, GONE)
        held = HeldFile(name=form.cleaned_data["import_file_name"], by=request.user.pk)
        try:
            dataset = self.get_import_formats()[int(form.cleaned_data["format"])]().create_dataset(
                held.read()
            )
        except (Gone, ValueError) as reason:
            return self._choose_again(request, str(reason))
        result = self.process_dataset(dataset, form, request, **kwargs)
        held.remove()
        return self.process_result(result, request)

    def _choose_again(self, request, words):
        messages.error(request, words)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_import")

    def process_dataset(self, dataset, form, request, **kwargs):
        return super().process_dataset(dataset, form, request, rollback_on_validation_errors=True, **kwargs)

    def process_result(self, result, request):
        if result.has_errors() or result.has_validation_errors():
            return self._choose_again(
                request,
                "Nothing was brought in: the rows here have changed since you looked. Choose the file again.",
            )
        return super().process_result(result, request)
