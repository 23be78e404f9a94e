"""The demonstration's settings on a real server, but for what would make a hundred sign-ins slow or refused."""

from capacities.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False  # journeys sign in far more often than a person; tests/accounts watch the limits
