"""Sessions in the database, as Django keeps them, asked for without writing the SQL anew."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from payung.base.worded import worded_once


class SessionStore(db.SessionStore):
    """Read at every request; everything else is Django's."""

    def _get_session_from_db(self) -> Session | None:
        now = timezone.now()
        for found in _named(self.session_key or ""):
            if found.expire_date > now:
                return found
        self._session_key = None
        return None


@worded_once
def _named(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)
