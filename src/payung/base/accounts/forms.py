"""The log-in form, without what Payung does not have: e-mail and self-service passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class LogInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].label = _("Kata sandi")
        self.fields["remember"].label = _("Tetap masuk di perangkat ini")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
