"""Settings from the environment; `docs/reference/settings.md` lists every variable.

Without any variable the embedded database in the data directory is used, safe for one machine.
"""

from __future__ import annotations

import os
from pathlib import Path

from payung.edge.site.databases import database_from
from payung.edge.site.secrets import secret_key

PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("PAYUNG_DATA_DIR", "var/data")).resolve()
DEMO = os.environ.get("PAYUNG_DEMO") == "1"
DEBUG = os.environ.get("PAYUNG_DEBUG") == "1"
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = os.environ.get("PAYUNG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("PAYUNG_ORIGINS", "").split(",") if o]
HTTPS = os.environ.get("PAYUNG_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "payung.base.territory",
    "payung.base.journal",
    "payung.base.vault",
    "payung.base.ui",
    "payung.base.accounts",
    # After accounts, whose templates come before allauth's own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "payung.base.jobs",
    "payung.base.files",
    "payung.base.policy",
    "payung.base.staging",
    "payung.programme.people",
    "payung.programme.funds",
    "payung.programme.selection",
    "payung.programme.membership",
    "payung.programme.billing",
    "payung.programme.claims",
    "payung.desk.tasks",
    "payung.desk.intake",
    "payung.desk.roster",
    "payung.desk.budget",
    "payung.desk.enrolment",
    "payung.desk.payments",
    "payung.desk.lapse",
    "payung.desk.matching",
    "payung.desk.claims",
    "payung.desk.dashboard",
    "payung.desk.reports",
    "payung.desk.settings",
    "payung.desk.law",
    "payung.edge.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "payung.edge.site.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "payung.edge.site.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "payung.base.accounts.middleware.ActorMiddleware",
    "payung.edge.site.requests.Acceptable",
    "payung.edge.site.middleware.FreshTasks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "payung.edge.site.second_factor.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "payung.edge.site.urls"
WSGI_APPLICATION = "payung.edge.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "payung.base.ui.context.layout",
            ],
        },
    }
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    *(["payung.base.accounts.hashers.DemoHasher"] if DEMO else []),
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "payung.base.accounts.adapter.ClosedAdapter"
ACCOUNT_FORMS = {"login": "payung.base.accounts.forms.LogInForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key,30/5m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Payung"
MFA_ADAPTER = "payung.base.accounts.adapter.SealedFactors"
# The demo lets a visitor try every role without an authenticator app.
MFA_NOT_ENFORCED = DEMO or os.environ.get("PAYUNG_MFA") == "off"

# Rate limits must be shared by every process, so the cache sits in the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}
}
SESSION_ENGINE = "payung.base.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# What a proxy says of the client is read, and forged headers dropped, in `server.proxy_settings`.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PAYUNG_TIME_ZONE", "Asia/Makassar")

STATIC_URL = "static/"
STATIC_ROOT = None
# Static files come straight from the packages: nothing to collect before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
UPLOAD_LIMIT_BYTES = int(os.environ.get("PAYUNG_UPLOAD_LIMIT_MB", "100")) * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PAYUNG_LOG", "WARNING")},
}
