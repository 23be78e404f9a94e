"""allauth's views under French addresses; names are allauth's own, so that its redirects find them."""

from allauth.account import views as allauth
from django.urls import path

from . import views

urlpatterns = [
    path("", views.profile, name="account"),
    path("jetons/", views.tokens, name="account-tokens"),
    path("jetons/revoquer/", views.revoke_token, name="account-token-revoke"),
    path("supprimer/", views.delete, name="account-delete"),
    path("connexion/", allauth.login, name="account_login"),
    path("connexion/code/", allauth.request_login_code, name="account_request_login_code"),
    path("connexion/code/saisie/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/confirmer/", allauth.reauthenticate, name="account_reauthenticate"),
    path("deconnexion/", views.sign_out, name="account_logout"),
    path("inscription/", views.SignUp.as_view(), name="account_signup"),
    path("courriel/", allauth.email, name="account_email"),
    path("courriel/verifier/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("ferme/", allauth.account_inactive, name="account_inactive"),
    path("mot-de-passe/", allauth.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", allauth.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", allauth.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/code/", allauth.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("mot-de-passe/oublie/nouveau/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path("mot-de-passe/oublie/fait/", allauth.password_reset_from_key_done, name="account_password_reset_completed"),
]
