"""Rounds get addresses of their own, so a key that cannot stand in an address is made to fit."""

from django.db import migrations

from actionplans.wording import round_keys


def fit_keys(apps, schema_editor):
    """Give rounds whose key cannot stand in an address one that can."""
    rounds = apps.get_model("actionplans", "ReportingRound").objects
    for pk, plan, key in list(rounds.values_list("pk", "plan", "key")):
        if not round_keys.is_fit(key):
            taken = set(rounds.filter(plan=plan).values_list("key", flat=True))
            rounds.filter(pk=pk).update(key=round_keys.free(key, taken))


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0001_initial")]

    operations = [migrations.RunPython(fit_keys, migrations.RunPython.noop)]
