"""Moving between one's territories, and the page that shows every component."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.base.ui import samples, standing


@require_POST
def stand(request: HttpRequest) -> HttpResponse:
    """Stand in another of one's territories, then go back to the page."""
    if not standing.stand(request, request.POST.get("place", "")):
        raise PermissionDenied(_("Wilayah itu bukan wilayah tugas Anda."))
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    return HttpResponseRedirect(target)


def _only_where_shown() -> None:
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with invented content; only in the demo and while developing."""
    _only_where_shown()
    return render(request, "ui/styleguide.html", samples.context(request))


def progress(request: HttpRequest) -> HttpResponse:
    """The sample job, one step further at each question."""
    _only_where_shown()
    done = min(int(request.GET.get("n", "0") or 0) + 20, 200)
    return render(request, "ui/progress.html", {"progress": samples.progress(done)})


def letter(request: HttpRequest) -> HttpResponse:
    """The sample letter, for paper."""
    _only_where_shown()
    return render(request, "ui/styleguide_letter.html", samples.letter())
