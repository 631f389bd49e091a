"""The front page, and how to read what stands on the others."""

from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request):
    """What this is, whose plans are here, and what changed lately."""
    return render(request, "home.html")


@require_safe
def how_to_read(request):
    """What the words, symbols and brackets on these pages mean."""
    return render(request, "how_to_read.html")
