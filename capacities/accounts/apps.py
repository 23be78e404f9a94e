from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "capacities.accounts"
    label = "accounts"
    verbose_name = "Comptes"
