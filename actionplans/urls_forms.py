"""Addresses of the forms of leads without the site: out, and back into the round."""

from django.urls import path

from actionplans.views import filled_forms, lead_forms

ROUND = "rounds/<slug:plan>/<str:key>/"

# /my-actions/form.<format>  /rounds/<plan>/<key>/forms/…  /rounds/<plan>/<key>/bring-in/…
form_urls = [
    path("my-actions/form.<slug:format>", lead_forms.mine, name="my_form"),
    path(f"{ROUND}forms/", lead_forms.listed, name="round_forms"),
    path(f"{ROUND}forms/<int:contributor>.<slug:format>", lead_forms.one, name="round_form"),
    path(f"{ROUND}bring-in/", filled_forms.bring_in, name="round_bring_in"),
    path(f"{ROUND}bring-in/<int:number>/", filled_forms.review, name="round_filled_form"),
    path(f"{ROUND}bring-in/<int:number>/undo/", filled_forms.take_back, name="round_form_undo"),
    path(f"{ROUND}bring-in/<int:number>/discard/", filled_forms.throw_away, name="round_form_discard"),
    path(f"{ROUND}bring-in/<int:number>/read/", filled_forms.read_again, name="round_form_read"),
]
