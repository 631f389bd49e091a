"""The reference for saving: what a view of Django is when it is written in an hour."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from actionplans.models import Update


class PlainForm(forms.ModelForm):
    class Meta:
        model = Update
        fields = ["answer", "words"]


@login_required
def save(request, pk):
    update = get_object_or_404(Update, pk=pk)
    form = PlainForm(request.POST or None, instance=update)
    if form.is_valid():
        form.save()
        return redirect("save", pk)
    return render(request, "error.html", {"form": form})


urlpatterns = [path("updates/<int:pk>/", save, name="save")]
