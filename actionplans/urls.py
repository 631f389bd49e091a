"""Addresses of plans, actions, papers and imports."""

urlpatterns: list = []
