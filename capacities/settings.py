"""One settings file, driven by the environment. The defaults are those of a public server; `CAPACITIES_DEMO=1` opens a
demonstration world on this machine only. docs/deploiement.md lists every variable."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("CAPACITIES_VAR", BASE_DIR / "var"))
os.environ.setdefault("MPLCONFIGDIR", str(VAR_DIR / "matplotlib"))  # its fonts' cache: a service's home may not be writable


def flag(name, default=False):
    """True for 1, true, oui, yes; the default when the variable is absent or empty."""
    value = os.environ.get(name, "").strip().lower()
    return value in {"1", "true", "oui", "yes", "on"} if value else default


def words(name):
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


DEMO = flag("CAPACITIES_DEMO")
DEBUG = flag("DEBUG")
TLS = flag("CAPACITIES_TLS", default=not DEMO)


def secret_key():
    """The key comes from the environment; a demonstration keeps one of its own beside its data, outside the repository."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not DEMO:
        raise ImproperlyConfigured("SECRET_KEY is missing from the environment (see docs/deploiement.md).")
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret-key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or (["127.0.0.1", "localhost", "[::1]"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "capacities.apps.CapacitiesConfig",
    "capacities.accounts.apps.AccountsConfig",
    "usecases.apps.UseCasesConfig",
    "deliverables.apps.DeliverablesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "capacities.apps.StaticFilesConfig",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "rest_framework",
    "knox",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "capacities.private.PrivateMiddleware",
    "capacities.expired.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "capacities.urls"
ASGI_APPLICATION = "capacities.asgi.application"
WSGI_APPLICATION = "capacities.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["capacities.loaders.FrenchLoader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["capacities.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "capacities.views.portal",
            ],
        },
    },
    {
        # Sheets and PDF documents only (*.jinja): they draw hundreds of notes.
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "capacities.jinja.environment"},
    },
]

# --- Data ---------------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'capacities.sqlite3'}", conn_max_age=0
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, waiting its turn from its first statement; every acknowledged note is on the disk (live.md, 4).
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    )
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # Rendered PDFs, on disk, found by the digest of all that went into them.
    "documents": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "documents",
        "TIMEOUT": 7 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
MAX_UPLOAD = 2_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD

# --- People -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "usecases:list"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "capacities.accounts.models.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "capacities.accounts.forms.SignupNameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# A code rather than a link: mail filters of many administrations open links before people do, and use them up.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[CAPACities] "
ACCOUNT_ADAPTER = "capacities.accounts.adapter.AccountAdapter"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if TLS else "http"
# Attempts, by address of the caller and by account: the second holds whatever the number of machines.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "signup": "20/h/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CAPACITIES_PROXIES", "0"))

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=True)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Portail CAPACities <portail@capacities.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Who runs this portal: read by the legal pages, which say "to be completed" where nothing is given ---------------------
OPERATOR = {
    name: os.environ.get(f"CAPACITIES_OPERATOR_{name.upper()}", "").replace("\\n", "\n")
    for name in ("name", "address", "siren", "director", "contact", "dpo", "host")
}

# --- Language -----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Files --------------------------------------------------------------------------------------------------------------
NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist" / "css"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/fonts", NODE_MODULES / "@fontsource" / "atkinson-hyperlegible-next" / "files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "capacities.storage.StaticFiles"},
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 60

# --- Safety -------------------------------------------------------------------------------------------------------------
# A cache that each process keeps for itself would leave a session that was closed in one alive in another.
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("CAPACITIES_BEHIND_PROXY") else None
SECURE_REDIRECT_EXEMPT = [r"^sante$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "capacities.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Forms and API ------------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "capacities.rest.TokenAuthentication",
        "capacities.rest.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["capacities.rest.ObjectParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "capacities.rest.AlwaysJson",
    "DEFAULT_METADATA_CLASS": "capacities.rest.Described",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "capacities.rest.Pages",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.UserRateThrottle",
        "rest_framework.throttling.AnonRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min", "anon": "60/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "EXCEPTION_HANDLER": "capacities.rest.explain",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is the paper size of an export
}
KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105
# Tokens are ours (accounts.ApiToken): knox's own migrations would leave an empty table that nothing can flush or explain.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_TTL": None, "AUTH_HEADER_PREFIX": "Token", "TOKEN_PREFIX": "cap_"}
SPECTACULAR_SETTINGS = {
    "TITLE": "API du portail CAPACities",
    "DESCRIPTION": "Cas d’usage, modèles, livrables et notes, avec les mêmes règles que les pages du portail.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "SCHEMA_COERCE_PATH_PK": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "TerritoryKind": "usecases.models.Territory.Kind",
        "ChangeKind": "deliverables.models.Change.Kind",
        "CellState": "deliverables.grid.layout.STATES",
    },
    "TAGS": [
        {"name": "Cas d’usage", "description": "Ce sur quoi un territoire travaille, et ce que les sources en disent."},
        {"name": "Territoires", "description": "Régions, départements, intercommunalités et communes, par code officiel."},
        {"name": "Modèles", "description": "Les modèles de livrables publiés : lignes, colonnes, questions et sources."},
        {"name": "Livrables", "description": "Un modèle rempli pour un cas d’usage, tel qu’il est maintenant."},
        {"name": "Écrire", "description": "Notes, réponses, états et lignes, écrits sans jamais rien perdre."},
        {"name": "Exports", "description": "Le livrable en un seul fichier."},
    ],
}

# --- Logs: what happened, never who -------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "capacities.logs.Discreet", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "capacities": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
