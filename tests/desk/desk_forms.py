"""Filling in forms of the desk as a browser would: what the page holds, with some of it changed."""

from django.urls import reverse


def address(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def filled(form):
    """{name: value} of one form as it stands on the page."""
    data = {}
    for bound in form:
        value = bound.value()
        name = bound.html_name
        if value is None or value is False:
            continue
        if hasattr(value, "pk"):
            value = value.pk
        if isinstance(value, list | tuple):
            data[name] = [getattr(each, "pk", each) for each in value]
        elif hasattr(bound.field.widget, "decompress"):
            for place, part in enumerate(bound.field.widget.decompress(value)):
                data[f"{name}_{place}"] = "" if part is None else part
        else:
            data[name] = "on" if value is True and _is_box(bound) else value
    return data


def _is_box(bound):
    return getattr(bound.field.widget, "input_type", "") == "checkbox"


def page_data(answer):
    """Everything that the form page would send."""
    data = filled(answer.context["adminform"].form)
    for inline in answer.context["inline_admin_formsets"]:
        data |= filled(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= filled(form)
    return data


def send(desk, path, **changes):
    """The answer to the form at this address, sent with these changes; `__` in a name stands for `-`."""
    answer = desk.get(path)
    assert answer.status_code == 200, answer
    data = page_data(answer) | {name.replace("__", "-"): value for name, value in changes.items()}
    return desk.post(path, {name: value for name, value in data.items() if value is not None})


def errors(answer):
    """Every sentence of refusal on a form page; [] where the form was saved."""
    if answer.status_code == 302:
        return []
    told = []
    for listed in answer.context["adminform"].form.errors.values():
        told += [str(error) for error in listed]
    for inline in answer.context["inline_admin_formsets"]:
        told += [str(error) for error in inline.formset.non_form_errors()]
        for form in inline.formset.errors:
            told += [str(error) for listed in form.values() for error in listed]
    return told
