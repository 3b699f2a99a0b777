"""Django's settings. What differs between installations comes from the environment, everything else stands here."""

import os
import secrets
from pathlib import Path

from drita.foundation.databases import django_databases, home_folder
from drita.foundation.secret_files import read_secret

DEBUG = os.environ.get("DRITA_DEBUG") == "1"
# Only a process that never signs anything that lasts runs before the key file has been made.
SECRET_KEY = (
    os.environ.get("DRITA_SECRET_KEY")
    or read_secret(home=home_folder(), name="secret_key")
    or secrets.token_urlsafe(32)
)
ALLOWED_HOSTS = os.environ.get("DRITA_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("DRITA_TRUSTED_ORIGINS", "").split()

INSTALLED_APPS = [
    # First: its first migration makes the database rights before any other table exists.
    "drita.foundation",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "drita.modules.organisation",
    "drita.modules.network",
    "drita.modules.customers",
    "drita.modules.metering",
    "drita.modules.tariffs",
    "drita.modules.ledger",
    "drita.modules.billing",
    "drita.modules.payments",
    "drita.interfaces.staff",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "drita.foundation.content_security.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "drita.project.urls"
WSGI_APPLICATION = "drita.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["drita.foundation.templatetags.drita_words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = django_databases()
# Bigger than any id a table will reach, so that references never have to be widened.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Staff"
LOGIN_URL = "staff:log-in"
CSRF_FAILURE_VIEW = "drita.interfaces.staff.views.refusals.answer_forged"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Albanian first, English second. There are no catalogues: both texts stand where they are used (see Words).
LANGUAGE_CODE = "sq"
LANGUAGES = [("sq", "Shqip"), ("en", "English")]
USE_I18N = True
# Numbers and dates are written by our own formatters, the same on screen and paper.
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Europe/Tirane"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = home_folder() / "static"
# The manifest names each file by its content, for a year in the browser; it exists after collectstatic only.
_IS_STATIC_PLAIN = os.environ.get("DRITA_PLAIN_STATIC") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _IS_STATIC_PLAIN
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = home_folder() / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Behind a TLS proxy the operator sets DRITA_HTTPS=1; on localhost secure cookies would shut everybody out.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("DRITA_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Every file of drita/interfaces/jobs holds tasks; they are named here and not found by import, so that any order works.
_JOBS = Path(__file__).parents[1] / "interfaces" / "jobs"
# The form of contract numbers is each operator's own; without one only what can be no number is refused.
if _mask := os.environ.get("DRITA_CONTRACT_NUMBER_MASK"):
    DRITA_CONTRACT_NUMBER_MASK = _mask

PROCRASTINATE_IMPORT_PATHS = [
    "drita.project.jobs",
    *sorted(f"drita.interfaces.jobs.{path.stem}" for path in _JOBS.glob("*.py") if path.stem != "__init__"),
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("DRITA_LOG_LEVEL", "WARNING")},
}
