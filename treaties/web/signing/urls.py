"""The addresses of signing in. Those of allauth that nobody here needs yet are not there; its names
are, because it looks them up.
"""

from allauth.account import views
from django.urls import path, re_path

from treaties.web.signing.views import SignIn

_sign_in = SignIn.as_view()

urlpatterns = [
    path("login/", _sign_in, name="account_login"),
    path("login/", _sign_in, name="login"),
    path("logout/", views.logout, name="account_logout"),
    path("logout/", views.logout, name="logout"),
    path("password_change/", views.password_change, name="account_change_password"),
    path("password_reset/", views.password_reset, name="account_reset_password"),
    path("password_reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,80})/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
