"""Signing in and out, one's own account, and what the site says of itself."""

from django.urls import path

from accounts import council, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.enter_code, name="enter_code"),
    path("sign-in/password/", views.sign_in_with_password, name="sign_in_with_password"),
    path("sign-in/council/", views.council_start, name="council_start"),
    # The name by which the library finds the way back.
    path(
        "sign-in/council/back/",
        views.council_back,
        {"provider_id": council.COUNCIL},
        name="openid_connect_callback",
    ),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("account/", views.account, name="account"),
    path("account/end-sessions/", views.end_sessions, name="end_sessions"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz/", views.healthz, name="healthz"),
]
