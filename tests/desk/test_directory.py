"""A contributor is one record however it is spelled; merging and splitting lose nothing."""

import pytest
from django.urls import reverse

from accounts import directory, duplicates, spelling
from accounts.models import Contributor, ContributorAlias
from accounts.permissions import Role
from actionplans.models import Assignment, Update
from tests.plans import make_organisation, make_person


@pytest.fixture
def two(plan):
    """“Equality Team” and “Equalites Team”, each leading actions of one plan."""
    team, _ = directory.enter(plan.organisation, "Equality Team")
    misspelt, _ = directory.enter(plan.organisation, "Equalites Team")
    first, second, *_ = plan.actions.all()
    first.assignments.create(contributor=team, role="supporting", words="Equality Team")
    first.assignments.create(contributor=misspelt, role="supporting", words="Equalites Team")
    second.assignments.create(contributor=misspelt, role="responsible", words="Equalites Team")
    return team, misspelt


def test_a_merged_contributor_is_found_by_every_spelling(two, editor):
    team, misspelt = two
    directory.merge(team, [misspelt], by=editor)
    for words in ("Equality Team", "EQUALITES  team"):
        assert Contributor.objects.spelled(team.organisation, words).get() == team
    assert not Contributor.objects.filter(pk=misspelt.pk).exists()


def test_merging_moves_every_part_and_folds_those_said_twice(two, editor, plan):
    team, misspelt = two
    directory.merge(team, [misspelt], by=editor)
    first, second, *_ = plan.actions.all()
    assert first.assignments.filter(contributor=team, role="supporting").count() == 1
    assert second.assignments.get(role="responsible").contributor == team


def test_printed_words_stay_as_printed_when_contributors_merge(two, editor, plan):
    team, misspelt = two
    before = list(plan.actions.values_list("supporting_words", "lead_service_words"))
    directory.merge(team, [misspelt], by=editor)
    assert list(plan.actions.values_list("supporting_words", "lead_service_words")) == before
    assert plan.actions.all()[1].assignments.get(role="responsible").words == "Equalites Team"


def test_an_update_hanging_on_a_folded_part_hangs_on_the_one_kept(two, editor, plan):
    team, misspelt = two
    action = plan.actions.first()
    folded = action.assignments.get(contributor=misspelt)
    kept = action.assignments.get(contributor=team)
    Update.objects.filter(action=action).delete()
    update = Update.objects.create(
        action=action, reporting_round=plan.rounds.first(), assignment=folded, words="Half done"
    )
    directory.merge(team, [misspelt], by=editor)
    update.refresh_from_db()
    assert update.assignment == kept


def test_two_answers_in_one_round_stop_a_merge_and_nothing_changes(two, editor, plan):
    team, misspelt = two
    action = plan.actions.first()
    Update.objects.filter(action=action).delete()
    for part in action.assignments.filter(role="supporting"):
        Update.objects.create(
            action=action, reporting_round=plan.rounds.first(), assignment=part, words="Mine"
        )
    with pytest.raises(directory.CannotMerge, match="Put the two texts into one"):
        directory.merge(team, [misspelt], by=editor)
    assert Contributor.objects.filter(pk=misspelt.pk).exists()
    assert Assignment.objects.filter(contributor=misspelt).count() == 2


def test_users_of_both_answer_for_the_one(two, editor, colleague):
    team, misspelt = two
    team.users.add(editor)
    misspelt.users.add(editor, colleague)
    directory.merge(team, [misspelt], by=editor)
    assert set(team.users.all()) == {editor, colleague}


def test_contributors_of_two_bodies_stay_apart(two, editor):
    stranger, _ = directory.enter(make_organisation("Thornby College"), "Equality Team")
    with pytest.raises(directory.CannotMerge, match="another body"):
        directory.merge(two[0], [stranger], by=editor)


def test_only_those_who_keep_the_directory_merge(two, db):
    for role in (Role.LEAD, Role.MEMBER, Role.PUBLISHER, Role.ADMIN):
        with pytest.raises(directory.CannotMerge):
            directory.merge(two[0], [two[1]], by=make_person(role))


def test_nothing_merges_into_itself(two, editor):
    with pytest.raises(directory.CannotMerge):
        directory.merge(two[0], [two[0]], by=editor)
    with pytest.raises(directory.CannotMerge):
        directory.merge(two[0], [], by=editor)


def test_a_spelling_split_off_takes_its_parts_along(two, editor, plan):
    team, misspelt = two
    directory.merge(team, [misspelt], by=editor)
    alias = ContributorAlias.objects.get(key=spelling.key("Equalites Team"))
    new = directory.split_off(alias, by=editor)
    assert new.name == "Equalites Team"
    assert plan.actions.all()[1].assignments.get(role="responsible").contributor == new
    assert plan.actions.first().assignments.get(role="supporting").contributor == team


def test_the_own_name_is_not_split_off(two, editor):
    with pytest.raises(directory.CannotSplit):
        directory.split_off(two[0].aliases.get(), by=editor)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Equality Team", "Equalites Team", True),
        ("BWG", "BWGs", True),
        ("HR Services", "HR Service", True),
        ("Legal", "Legal Services", True),
        ("Leisure and Libraries", "Leisure & Library", True),
        ("Area 1", "Area 2", False),
        ("Housing", "Planning", False),
        ("Communications", "Comunications", True),
    ],
)
def test_names_that_look_alike_are_proposed(one, other, alike):
    assert (duplicates.propose({(1, one), (2, other)}) == [(1, 2)]) is alike


def test_spellings_of_one_contributor_are_not_proposed_with_each_other():
    assert duplicates.propose({(1, "Equality Team"), (1, "Equalites Team")}) == []


def merge_page(*contributors):
    return reverse("admin:accounts_contributor_merge") + f"?of={','.join(str(c.pk) for c in contributors)}"


def test_the_list_offers_what_looks_alike(desk, two):
    page = desk.get(reverse("admin:accounts_contributor_changelist") + "?duplicates=yes")
    assert set(page.context["cl"].result_list) == set(two)


def test_the_merge_page_shows_uses_and_merges_into_the_name_chosen(desk, two):
    team, misspelt = two
    chosen = desk.post(
        reverse("admin:accounts_contributor_changelist"),
        {"action": "merge_selected", "_selected_action": [team.pk, misspelt.pk]},
    )
    page = desk.get(chosen["Location"]).content.decode()
    assert "2 assignments" in page
    assert "1 assignments" in page
    assert Contributor.objects.filter(pk=team.pk).exists()
    desk.post(merge_page(team, misspelt), {"keep": misspelt.pk})
    assert not Contributor.objects.filter(pk=team.pk).exists()
    assert misspelt.aliases.count() == 2


def test_merging_needs_two_and_a_choice(desk, two):
    answer = desk.get(merge_page(two[0]), follow=True)
    assert "at least two" in answer.content.decode()
    answer = desk.post(merge_page(*two), {"keep": "99"})
    assert answer.status_code == 200
    assert Contributor.objects.filter(pk__in=[c.pk for c in two]).count() == 2


def test_the_merge_page_is_the_equality_teams(client, administrator, two):
    client.force_login(administrator)
    assert client.get(merge_page(*two)).status_code == 403
    alias = two[1].aliases.get()
    assert client.post(reverse("admin:accounts_contributor_split_off", args=[alias.pk])).status_code == 403


def test_a_renamed_contributor_keeps_the_old_name_as_a_spelling(desk, two):
    from_before = two[0].name
    page = reverse("admin:accounts_contributor_change", args=[two[0].pk])
    desk.post(
        page,
        {
            "name": "Equality and Inclusion Team",
            "kind": "service",
            "aliases-TOTAL_FORMS": "1",
            "aliases-INITIAL_FORMS": "1",
            "aliases-0-id": two[0].aliases.get().pk,
            "aliases-0-contributor": two[0].pk,
            "aliases-0-words": from_before,
        },
    )
    assert (
        Contributor.objects.spelled(two[0].organisation, from_before).get().name
        == "Equality and Inclusion Team"
    )
    assert Contributor.objects.spelled(two[0].organisation, "Equality and Inclusion Team").exists()
