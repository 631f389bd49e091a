"""Tries to sign in that failed, kept for a quarter of an hour so that guessing is slow."""

from django.db import models


class FailedSignIn(models.Model):
    """One try with a wrong address or password. The address typed is kept as a digest only."""

    address_digest = models.CharField(max_length=64)
    network_address = models.GenericIPAddressField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "failed sign-in"
        indexes = [
            models.Index(fields=["network_address", "at"], name="failed_sign_in_by_network"),
            models.Index(fields=["at"], name="failed_sign_in_by_time"),
        ]

    def __str__(self):
        return f"{self.network_address} at {self.at}"
