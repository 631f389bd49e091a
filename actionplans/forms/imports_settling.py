"""The form on which a person settles what a reading left open. Its fields are made from the reading."""

import re

from django import forms

from accounts.models import Organisation
from actionplans.importing.settled_before import CLEARED, said_settled, take_back
from actionplans.importing.settling import (
    NO_STATUS,
    name_of,
    plan_of_this_title,
    problem_key,
    statuses_met,
    waiting_key,
)
from actionplans.importing.showing import Rows, cell_of, headings_of, place_of, sheets_of, still_open
from actionplans.models import Plan
from actionplans.models.scales import Meaning
from actionplans.wording.headings import MEANINGS

# As many things of one kind as are shown at once; the others come when these are settled.
AT_ONCE = 50
OWN_PLAN = "own"
LEAVE, ACCEPT, TYPED, DROP, WHOLE, SPLIT = "", "accept", "typed", "drop", "whole", "split"


class Thing:
    """One thing to settle: where it stands, what the paper says, why it stopped, and the fields to settle it with."""

    def __init__(self, *, where="", words="", why="", link="", fields=()):
        self.where, self.words, self.why, self.link, self.fields = where, words, why, link, fields


class SettleForm(forms.Form):
    """Everything that can be settled about one reading. `settled()` is what to add to the choices."""

    version = forms.RegexField(
        r"^\d{1,9}$",
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": "Load the page again and send the form from there."},
    )
    title = forms.CharField(label="What is the plan called?", max_length=300, required=False)
    body = forms.ModelChoiceField(Organisation.objects.all(), label="Whose plan is it?", required=False)
    body_name = forms.CharField(
        label="Or name a body that is not in the list",
        max_length=200,
        required=False,
        help_text="It is entered when the plan is brought in.",
    )
    belongs = forms.ChoiceField(label="A new plan, or a newer version of one?", required=False)

    period = forms.CharField(label="Which years does it cover?", max_length=100, required=False)
    include_hidden = forms.BooleanField(
        label="Read hidden rows, columns and sheets as well: they often hold private notes", required=False
    )
    back = forms.MultipleChoiceField(
        label="Take back", required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "plain"})
    )

    def __init__(self, data=None, *, plan_import, found, choices, version, user):
        self.plan_import, self.found, self.choices = plan_import, found, choices
        initial = {
            "version": version,
            "title": choices.title or found.plan.title,
            "body": plan_import.organisation_id,
            "body_name": ""
            if plan_import.organisation_id
            else choices.organisation or found.plan.organisation or "",
            "period": choices.period or found.plan.period.words or "",
            "include_hidden": choices.include_hidden,
            "belongs": str(plan_import.plan_id or (OWN_PLAN if choices.own_plan else "")),
        }
        super().__init__(data, initial=initial)
        self.fields["body"].empty_label = "Not in the list"
        self.fields["body_name"].widget.attrs["aria-describedby"] = "id_body_name_helptext"
        self._keys = {}
        self.same_title = None if plan_import.plan_id else plan_of_this_title(plan_import, found, choices)
        self._offer_plans(user)
        self.fields["back"].choices = said_settled(choices)
        self.open, self.rows, self.sheets = still_open(found, choices), Rows(found), sheets_of(found)
        self.problems = [self._problem(item) for item in self.open.problems[:AT_ONCE]]
        self.splits = [self._split(item) for item in self.open.splits[:AT_ONCE]]
        self.names = [self._name(item) for item in self.open.names[:AT_ONCE]]
        self.statuses = [self._status(item) for item in statuses_met(found)[:AT_ONCE]]
        self.headings = [self._heading(item) for item in headings_of(found)[: 2 * AT_ONCE]]
        self.rounds = [self._round(item) for item in found.rounds[:AT_ONCE]]
        self.waiting = [self._waiting(item) for item in self.open.waiting[:AT_ONCE]]

    @property
    def open_count(self):
        """How many things there are to settle, shown or not."""
        which_plan = self.same_title is not None and not self.choices.own_plan
        return self.open.count + which_plan + self.needs_body

    @property
    def needs_body(self):
        """Whether nobody has said yet whose plan it is."""
        named = self.plan_import.organisation_id or self.choices.organisation or self.found.plan.organisation
        return not named

    @property
    def left_out(self):
        """How many things are not shown, because these come first."""
        held = self.open.problems, self.open.splits, self.open.names, self.open.waiting
        return sum(max(0, len(things) - AT_ONCE) for things in held)

    def both(self):
        """(what, as it is settled now, as it was chosen here) of each thing about which two people differ."""
        found = []
        for name, field in self.fields.items():
            if name in ("version", "back"):
                continue
            theirs, mine = self.get_initial_for_field(field, name), self[name].value()
            if str(theirs or "") != str(mine or ""):
                words = {str(key): label for key, label in getattr(field, "choices", ())}
                found.append(
                    (field.label, words.get(str(theirs or ""), theirs), words.get(str(mine or ""), mine))
                )
        return found

    def settled(self):
        """What was settled, as `reviewing.settle` takes it."""
        given, found = self.cleaned_data, self.found
        title = " ".join(given["title"].split())
        belongs = given.get("belongs") or ""
        settled = {
            "title": "" if title == found.plan.title and not self.choices.title else title,
            "organisation": self._body_name(),
            "period": ""
            if given["period"] == (found.plan.period.words or "") and not self.choices.period
            else " ".join(given["period"].split()),
            "include_hidden": given["include_hidden"],
            "own_plan": belongs == OWN_PLAN,
            "headings": self._chosen("heading"),
            "rounds": self._chosen("round"),
            "statuses": {words: meaning for words, meaning in self._chosen("status").items() if meaning},
            "aliases": self._chosen("name", "alias"),
            "splits": self._split_into(),
            "waiting": self._chosen("waiting"),
            **self._mended(),
        }
        take_back(settled, given["back"])
        plan = Plan.objects.filter(pk=int(belongs)).first() if belongs.isdigit() else None
        return settled | {"plan": plan, "body": plan.organisation if plan else given.get("body")}

    def _body_name(self):
        named = " ".join(self.cleaned_data["body_name"].split())
        return (
            "" if named == (self.found.plan.organisation or "") and not self.choices.organisation else named
        )

    def _offer_plans(self, user):
        plans = Plan.objects.editable_by(user).select_related("organisation")
        if self.plan_import.organisation_id:
            plans = plans.filter(organisation=self.plan_import.organisation_id)
        listed = [(str(plan.pk), f"A newer version of “{plan.title}”") for plan in plans]
        self.fields["belongs"].choices = [("", "A new plan"), *listed]
        if self.same_title:
            self.fields["belongs"].choices = [("", "Choose which"), (OWN_PLAN, "A plan of its own"), *listed]

    def _add(self, kind, key, field, *, initial=None):
        """A field for this thing; the thing's key is kept to find it again."""
        name = f"{kind}-{name_of(kind, key)}"
        if initial is not None:
            field.initial = initial
        field.widget.attrs.setdefault("aria-label", field.label)
        self.fields[name] = field
        self._keys[name] = key
        return name

    def _bound(self, *names):
        return [self[name] for name in names]

    def _problem(self, item):
        place, where = cell_of(item, self.found), place_of(item, self.sheets)
        options = [(LEAVE, "Leave it for now"), (ACCEPT, "It is right as it was read")]
        if place:
            options.append((TYPED, "Take the words I type below"))
        if item.table and item.row:
            options.append((DROP, "Leave the whole row out"))
        select = forms.ChoiceField(choices=options, required=False, label=f"What to do: {where}")
        names = [self._add("problem", problem_key(item), select)]
        if place:
            typed = forms.CharField(
                required=False,
                label=f"The words that should stand there: {where}",
                help_text="The words that should stand there",
            )
            names.append(self._add("words", f"{problem_key(item)} {place}", typed))
        self._keys[names[0]] = (item, place, names[-1] if place else "")
        return Thing(
            where=where,
            words=item.words,
            why=item.why,
            link=self.rows.with_problem(item),
            fields=self._bound(*names),
        )

    def _split(self, item):
        parts = "; ".join(item.parts)
        options = [
            (LEAVE, "Leave it for now: one lead, as written"),
            (SPLIT, f"{len(item.parts)} leads: {parts}"),
            (WHOLE, "One lead, as written"),
            (TYPED, "The names I type below, “;” between them"),
        ]
        where = place_of(item, self.sheets)
        names = [
            self._add(
                "split",
                item.words,
                forms.ChoiceField(choices=options, required=False, label=f"How to split the lead: {where}"),
            ),
            self._add(
                "into",
                item.words,
                forms.CharField(
                    required=False,
                    label=f"The names, one a line: {where}",
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
            ),
        ]
        self._keys[names[0]] = (item, names[1])
        return Thing(where=where, words=item.words, why=item.why, fields=self._bound(*names))

    def _name(self, item):
        known, also, certainty = item
        options = [
            (LEAVE, "Leave it for now: two names"),
            ("one", f"One: {known}"),
            ("two", "Two different names"),
        ]
        select = forms.ChoiceField(
            choices=options, required=False, label=f"One name or two: “{known}” and “{also}”"
        )
        name = self._add("name", f"{known}={also}", select)
        self._keys[name] = item
        why = f"Likely one name in two spellings ({certainty})."
        return Thing(where=known, words=also, why=why, fields=self._bound(name))

    def _status(self, item):
        options = [
            ("", "Choose what it means"),
            *Meaning.choices,
            (NO_STATUS, "No status: keep the words only"),
        ]
        chosen = self.choices.statuses.get(item.words) or item.meaning or ""
        name = self._add(
            "status",
            item.words,
            forms.ChoiceField(choices=options, required=False, label=f"What “{item.words}” means"),
            initial=chosen,
        )
        return Thing(words=item.words, why=item.explanation, fields=self._bound(name))

    def _heading(self, item):
        rounds = [(f"round:{each.key}", f"Round: {each.words}") for each in self.found.rounds]
        known = [*MEANINGS.items(), *rounds]
        chosen = item.meaning or ""
        if chosen and chosen not in dict(known):
            known.append((chosen, chosen.replace(":", ": ")))
        options = [("", "Nobody knows yet"), *known]
        name = self._add(
            "heading",
            item.words,
            forms.ChoiceField(choices=options, required=False, label=f"“{item.words}” goes to"),
            initial=chosen,
        )
        return Thing(words=item.words, why=f"{item.cells:,} of {item.rows:,}", fields=self._bound(name))

    def _round(self, item):
        name = self._add(
            "round",
            item.key,
            forms.CharField(required=False, max_length=100, label=f"What to call the round {item.key}"),
            initial=item.words,
        )
        return Thing(where=item.key, words=item.words, fields=self._bound(name))

    def _waiting(self, item):
        options = [("keep", "Keep it on the list"), (CLEARED, "Clear it: it is not needed")]
        where = place_of(item, self.sheets)
        name = self._add(
            "waiting",
            waiting_key(item),
            forms.ChoiceField(choices=options, required=False, label=f"What to do with the words: {where}"),
        )
        return Thing(where=where, words=item.words, why=item.why, fields=self._bound(name))

    def _chosen(self, kind, how=""):
        """{key: value} of the fields of one kind whose value is not what it was."""
        chosen = {}
        for name, key in self._keys.items():
            if re.fullmatch(rf"{kind}-\w+", name):
                value = self.cleaned_data.get(name, "")
                if how == "alias":
                    chosen |= _aliases(key, value)
                elif value != (self.fields[name].initial or "") and not (
                    kind == "waiting" and value == "keep"
                ):
                    chosen[key] = " ".join(value.split())
        return chosen

    def _split_into(self):
        chosen = {}
        for name, key in self._keys.items():
            if name.startswith("split-"):
                item, into = key
                how = self.cleaned_data.get(name, "")
                typed = [
                    line.strip() for line in self.cleaned_data.get(into, "").splitlines() if line.strip()
                ]
                names = {SPLIT: list(item.parts), WHOLE: [item.words], TYPED: typed}.get(how)
                if names:
                    chosen[item.words] = names
        return chosen

    def _mended(self):
        """Words typed for cells, rows left out and problems found to be right, each added to those before."""
        mended, dropped, accepted = {}, list(self.choices.dropped), list(self.choices.accepted)
        for name, key in self._keys.items():
            if name.startswith("problem-"):
                item, place, words = key
                how = self.cleaned_data.get(name, "")
                if how == TYPED:
                    mended[place] = self.cleaned_data.get(words, "")
                elif how == DROP:
                    dropped.append(f"{item.table}:{item.row}")
                elif how == ACCEPT:
                    accepted.append(problem_key(item))
        return {"mended": mended, "dropped": dropped, "accepted": accepted}


def _aliases(item, value):
    known, also, _ = item
    chosen = {"one": known, "two": also}.get(value)
    return {also: chosen} if chosen else {}
