"""What may be added and never changed: said once for every model that keeps what was issued."""

from django.db import models


class NeverChanged(Exception):
    """Somebody tried to change or delete what was issued. The message is a sentence."""


class Frozen(models.Model):
    """A row that is written once.

    The rule itself is kept by triggers in the database (`papers.freezing`); what is refused here is refused there
    too, only with a sentence that says what to do instead.
    """

    is_frozen = True

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Write it for the first time. Raises NeverChanged for a row that is there already."""
        if not self._state.adding:
            raise NeverChanged(
                "What was issued is never changed. Issue a correction, which says what was wrong and points here."
            )
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refused. Raises NeverChanged."""
        raise NeverChanged(
            "What was issued is never deleted. Withdraw it, which leaves a marker in its place."
        )
