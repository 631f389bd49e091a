"""Keeping the directory: entering, finding, renaming, merging and splitting contributors."""

from django.db import IntegrityError, transaction

from accounts import spelling

from .models import Contributor, ContributorAlias


class CannotMerge(Exception):
    """These contributors cannot become one; the message says why."""


class CannotSplit(Exception):
    """This spelling cannot become a contributor of its own; the message says why."""


@transaction.atomic
def enter(organisation, name, *, kind=Contributor.Kind.SERVICE):
    """The contributor written like this, entered if this body has none yet. Returns (contributor, entered)."""
    words = " ".join(name.split())
    if found := Contributor.objects.spelled(organisation, words).first():
        return found, False
    contributor = Contributor.objects.create(organisation=organisation, name=words, kind=kind)
    also_written(contributor, words)
    return contributor, True


def also_written(contributor, words):
    """Remember one more spelling. Raises IntegrityError when it is another contributor's."""
    words = " ".join(words.split())
    key = spelling.key(words)
    alias, made = ContributorAlias.objects.get_or_create(
        organisation_id=contributor.organisation_id,
        key=key,
        defaults={"contributor": contributor, "words": words},
    )
    if not made and alias.contributor_id != contributor.pk:
        raise IntegrityError(f"“{words}” is already written for {alias.contributor}.")
    return alias


def uses(contributor):
    """What points at this contributor: [(the model's plural name, how many)], spellings and users left out."""
    counts = []
    for relation in _pointing_here():
        if relation.related_model._meta.auto_created:
            continue
        count = relation.related_model._base_manager.filter(**{relation.field.name: contributor}).count()
        if count:
            counts.append((str(relation.related_model._meta.verbose_name_plural), count))
    return counts


@transaction.atomic
def merge(keep, others, *, by):
    """Make these contributors one, under the name of `keep`. Returns {plural name of a model: rows moved}.

    Every spelling is kept, users are joined, and whatever points at the others points at
    `keep` afterwards. Where that would say the same thing twice (the same part in the same
    action), the two rows become one and what hung on the second hangs on the first.
    Printed words stay as printed. `by` is who asks, and must be one who may keep the directory.
    """
    others = list({other.pk: other for other in others}.values())
    _refuse_unless_mergeable(keep, others, by)
    moved = {}
    for other in others:
        also_written(keep, keep.name)
        ContributorAlias.objects.filter(contributor=other).update(contributor=keep)
        also_written(keep, other.name)
        for relation in _pointing_here():
            count = _repoint(relation, other, keep)
            if count and not relation.related_model._meta.auto_created:
                plural = str(relation.related_model._meta.verbose_name_plural)
                moved[plural] = moved.get(plural, 0) + count
        _widen_time_in_post(keep, other)
        other.delete()
    keep.save()
    return moved


def _refuse_unless_mergeable(keep, others, by):
    if not Contributor.objects.editable_by(by).filter(pk=keep.pk).exists():
        raise CannotMerge("You may not change the directory.")
    if not others:
        raise CannotMerge("Choose at least two contributors to merge.")
    if any(other.pk == keep.pk for other in others):
        raise CannotMerge(f"{keep.name} cannot be merged into itself.")
    strange = [other.name for other in others if other.organisation_id != keep.organisation_id]
    if strange:
        raise CannotMerge(f"{', '.join(strange)}: of another body than {keep.name}, so they stay apart.")


def _pointing_here():
    """Every foreign key to a contributor, whoever added it, spellings left out."""
    return [
        relation
        for relation in Contributor._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and relation.related_model is not ContributorAlias
    ]


def _repoint(relation, other, keep):
    """Move the rows of one relation from `other` to `keep`, folding those that would be there twice."""
    name = relation.field.name
    rows = relation.related_model._base_manager.filter(**{name: other})
    count = 0
    for row in rows:
        twin = _twin(row, name, keep)
        if twin is None:
            setattr(row, name, keep)
            row.save(update_fields=[name])
        else:
            _fold(row, into=twin)
        count += 1
    return count


def _twin(row, name, keep):
    """The row that already says of `keep` what this row would say, by any rule of uniqueness; or None."""
    for fields in _unique_together(row):
        if name not in fields:
            continue
        same = {field: getattr(row, field) for field in fields if field != name}
        if None in same.values():
            continue
        found = type(row)._base_manager.filter(**same, **{name: keep}).exclude(pk=row.pk).first()
        if found:
            return found
    return None


def _unique_together(row):
    """The groups of fields that no two rows of this model share."""
    yield from (
        constraint.fields for constraint in row._meta.constraints if getattr(constraint, "fields", ())
    )
    yield from row._meta.unique_together
    yield from ([field.name] for field in row._meta.concrete_fields if field.unique)


def _fold(row, into):
    """Hang everything that hangs on `row` on its twin, then remove it.

    Raises CannotMerge where each of the two gave an update in the same round: which text
    stands is for a person to say.
    """
    for relation in row._meta.related_objects:
        if relation.many_to_many:
            continue
        name = relation.field.name
        for hanging in relation.related_model._base_manager.filter(**{name: row}):
            clash = _twin(hanging, name, into)
            if clash is not None:
                raise CannotMerge(
                    f"Both have given an answer on the same action: “{clash}”. "
                    "Put the two texts into one of the updates, delete the other, and merge again."
                )
            setattr(hanging, name, into)
            hanging.save(update_fields=[name])
    row.delete()


def _widen_time_in_post(keep, other):
    """In post from the first day either was to the last; an open end stays open."""
    if keep.in_post_from and other.in_post_from:
        keep.in_post_from = min(keep.in_post_from, other.in_post_from)
    else:
        keep.in_post_from = None
    if keep.in_post_to and other.in_post_to:
        keep.in_post_to = max(keep.in_post_to, other.in_post_to)
    else:
        keep.in_post_to = None


@transaction.atomic
def split_off(alias, *, by):
    """Make one spelling a contributor of its own. Returns the new contributor.

    Assignments that were printed with this spelling go with it; all others stay.
    """
    contributor = alias.contributor
    if not Contributor.objects.editable_by(by).filter(pk=contributor.pk).exists():
        raise CannotSplit("You may not change the directory.")
    if alias.key == spelling.key(contributor.name):
        raise CannotSplit(f"“{alias.words}” is the contributor's own name. Rename the contributor first.")
    new = Contributor.objects.create(
        organisation_id=contributor.organisation_id, name=alias.words, kind=contributor.kind
    )
    alias.contributor = new
    alias.save(update_fields=["contributor"])
    for relation in _pointing_here():
        name = relation.field.name
        if not hasattr(relation.related_model, "words"):
            continue
        for row in relation.related_model._base_manager.filter(**{name: contributor}):
            if spelling.key(row.words) == alias.key:
                setattr(row, name, new)
                row.save(update_fields=[name])
    return new
