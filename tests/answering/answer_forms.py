"""Filling in the form of an answer as a browser does: what is not typed over goes back as it came."""

from django.urls import reverse

from actionplans.models import Update

LEFT_OUT = ("files",)


def page_of(asked):
    return reverse("answer", args=[asked.pk])


def answer_of(asked):
    """What was answered to this, if anything was."""
    return Update.objects.filter(asked=asked).first()


def typed_in(response):
    """Every field of the form on this page with what stands in it."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields if name not in LEFT_OUT}
    return {name: "" if value is None else value for name, value in values.items()}


def fill(client, asked, **fields):
    """The fields of the form as it opens, some of them typed over."""
    opened = client.get(page_of(asked))
    assert opened.status_code == 200
    return typed_in(opened) | {name: key_of(value) for name, value in fields.items()}


def key_of(value):
    """A status is chosen by its key."""
    return str(value.pk) if hasattr(value, "pk") else value


def press(client, asked, button, typed, **more):
    """Press this button of the form: send, keep or over."""
    return client.post(page_of(asked), typed | {button: "1"} | more)


def send(client, asked, **fields):
    return press(client, asked, "send", fill(client, asked, **fields))


def keep(client, asked, **fields):
    return press(client, asked, "keep", fill(client, asked, **fields))


def by_script(client, asked, typed):
    """Save as the page's own script does."""
    return client.post(page_of(asked), typed, headers={"Accept": "application/json"})


def errors_of(response):
    """{field: sentence} of what must be put right."""
    return {name: " ".join(found) for name, found in response.context["form"].errors.items()}
