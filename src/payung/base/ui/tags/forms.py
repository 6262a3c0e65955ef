"""Tags for forms: fields with label, hint and error; the summary; filters; confirmation."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template.library import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = Library()

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.FileInput, "file"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
)
CONTROL = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "input": "govuk-input",
    "file": "",
}


def control_of(bound: BoundField) -> str:
    """The kind of control that a widget is drawn as."""
    widget = bound.field.widget
    return next((name for kind, name in CLASSES if isinstance(widget, kind)), "input")


def _described_by(bound: BoundField) -> str:
    ids = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    ids += [f"{bound.auto_id}_error"] if bound.errors else []
    return " ".join(ids)


def _attributes(bound: BoundField, control: str) -> dict[str, str | bool]:
    css = CONTROL.get(control, "")
    if isinstance(bound.field.widget, forms.NumberInput | forms.DateInput):
        css += " govuk-input--width-10"
    extra = bound.field.widget.attrs.get("class", "")
    marked = f"{css} {CONTROL[control]}--error" if css and bound.errors else css
    attrs: dict[str, str | bool] = {}
    if marked or extra:
        attrs["class"] = f"{marked} {extra}".strip()
    if described := _described_by(bound):
        attrs["aria-describedby"] = described
    return attrs


def _options(bound: BoundField) -> list[dict[str, Any]]:
    return [
        {
            "id": option.id_for_label,
            "name": option.data["name"],
            "value": option.data["value"],
            "label": option.choice_label,
            "checked": option.data["selected"],
        }
        for option in bound.subwidgets
    ]


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, optional: bool = True) -> dict[str, Any]:
    """One field of a Django form: ``{% field form.nama %}``; optional ones say so."""
    control = control_of(bound)
    return {
        "field": bound,
        "control": control,
        "options": _options(bound) if control in {"radios", "checkboxes"} else [],
        "widget": bound.as_widget(attrs=_attributes(bound, control)),
        "described_by": _described_by(bound),
        "optional": optional and not bound.field.required and control != "checkbox",
    }


@register.inclusion_tag("ui/fields.html")
def fields(form: forms.BaseForm, optional: bool = True) -> dict[str, Any]:
    """Every visible field of a form in its order, then the hidden ones."""
    return {"form": form, "optional": optional}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*some: forms.BaseForm) -> dict[str, Any]:
    """What is to be mended, with links to the places; nothing if all is well."""
    places = [
        {"label": bound.label, "id": _anchor(bound), "errors": bound.errors}
        for form in some
        for bound in form
        if bound.errors
    ]
    general = [error for form in some for error in form.non_field_errors()]
    return {"places": places, "general": general}


def _anchor(bound: BoundField) -> str:
    options = _options(bound) if control_of(bound) in {"radios", "checkboxes"} else []
    return str(options[0]["id"] if options else bound.id_for_label)


@register.simple_block_tag
def filters(content: str, label: str = "", clear: str = "?", method: str = "get") -> str:
    """Filters that live in the address: ``{% filters %}{% field form.desa %}{% endfilters %}``.

    ``clear``: the address without filters; empty hides the link. ``method``: "post" (with a
    ``{% csrf_token %}`` inside) where a number may be typed, see ``ui.asking``.
    """
    way = (
        format_html('<a class="govuk-link" href="{}">{}</a>', clear, _("Hapus saringan"))
        if clear
        else ""
    )
    return format_html(
        '<form method="{}" class="pu-filters" role="search" aria-label="{}">{}'
        '<div class="pu-filters__end"><button class="govuk-button" type="submit">{}</button>'
        "{}</div></form>",
        method,
        label or _("Saring daftar"),
        SafeString(content),
        _("Terapkan"),
        way,
    )
