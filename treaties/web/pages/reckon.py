"""`/reckon/`: which dates follow from a clause that one tries? By form or as JSON; the address
holds the question, and nothing is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from treaties.catalogue.visibility import parties_visible_to
from treaties.chronology.payload import inline
from treaties.clauseform.filled import beyond, canonical, field_at, fields_of
from treaties.clauseform.form import Fields, question_of
from treaties.clauseform.layout import layout
from treaties.clauseform.places import BY_NAME, FIELDS
from treaties.inquiry.strict_json import data_of, text_of
from treaties.inquiry.trial import trial
from treaties.law.values.errors import LawError
from treaties.pacing.spending import LEAST
from treaties.views.as_of import Asked
from treaties.views.trial import tried
from treaties.web.asked import costly, page, reads
from treaties.web.pages.reckon_examples import EXAMPLES
from treaties.written.days import day as written_day

LONGEST_LINK: Final = 6000
"""The longest address, in characters, that browsers, mail programs and proxies do not cut."""

MOST_NAMED: Final = 5
"""Places of the JSON named at once for which the form has no field."""

_FIRST_YEAR, _LAST_YEAR = 1500, 2500


@dataclass(slots=True)
class Sheet:
    """What was asked, as it was typed, and what is wrong with it."""

    as_json: bool
    fields: Fields
    text: str
    on: date
    data: Any = None
    faults: dict[str, str] = field(default_factory=dict)
    path: str = ""
    fault: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything is asked, beside on which day."""
        if self.as_json:
            return bool(self.text.strip())
        return any(name != "on" for name in self.fields)

    @property
    def is_sound(self) -> bool:
        return self.asks and not self.faults and not self.fault


# A POST changes nothing and reveals nothing about the reader, so one from another site does no
# harm; without a CSRF token a page opened yesterday still works.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@page
@reads(*FIELDS, "q")
@costly(LEAST)
def reckon(request: HttpRequest) -> HttpResponse:
    """The form, and with a question its dates. A question that a link can hold is sent on to it."""
    today = timezone.localdate()
    sheet = _sheet(request.POST if request.method == "POST" else request.GET, today)
    context: dict[str, Any] = {}
    if sheet.is_sound:
        try:
            found = trial(sheet.data, sheet.on, parties_visible_to(request.user))
        except LawError as wrong:
            _note(sheet, wrong)
        else:
            link = link_of(sheet)
            if link and (request.method == "POST" or _untidy(sheet, request.GET)):
                return HttpResponseRedirect(link, status=303)
            context = {
                "tried": tried(found, sheet.on),
                "drawing": inline(found.projection, found.names),
                "link": link,
            }
    status = 400 if sheet.faults or sheet.fault else 200
    context |= _always(sheet, today)
    return render(request, "reckon/reckon.html", context, status=status)


def link_of(sheet: Sheet) -> str:
    """The address that holds the question; empty if it is too long for one."""
    if sheet.as_json:
        on = {"on": sheet.fields["on"]} if sheet.fields.get("on") else {}
        return _address({**on, "q": text_of(sheet.data)})
    return _address(canonical(sheet.fields))


@cache
def examples() -> list[dict[str, str]]:
    """The worked examples with their links, which are the same for everybody."""
    found = []
    for shows, whose, on, data in EXAMPLES:
        fields = fields_of(data)
        query = canonical({**fields, "on": on}) if fields else {"on": on, "q": text_of(data)}
        found.append({"shows": shows, "whose": whose, "link": _address(query)})
    return found


def _sheet(query: QueryDict, today: date) -> Sheet:
    """What the query asks; what it does not know is left aside."""
    text = query.get("q", "") or ""
    fields = {name: value for name in FIELDS if (value := (query.get(name) or "").strip())}
    sheet = Sheet("q" in query, fields, text, today)
    try:
        sheet.on = _seen_on(fields.get("on", ""), today)
    except LawError as wrong:
        sheet.faults["on"] = wrong.sentence
    if sheet.as_json and text.strip():
        try:
            sheet.data = data_of(text)
        except LawError as wrong:
            sheet.path, sheet.fault = wrong.path, wrong.sentence
    elif not sheet.as_json and sheet.asks:
        sheet.data, faults = question_of(fields)
        sheet.faults |= faults
    return sheet


def _seen_on(text: str, today: date) -> date:
    if not text:
        return today
    found = written_day(text)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise LawError(f"name a day of the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return found


def _note(sheet: Sheet, wrong: LawError) -> None:
    """A fault that only the law finds: at its field, or with its path."""
    name = "" if sheet.as_json else field_at(wrong.path, sheet.fields)
    if name:
        sheet.faults[name] = wrong.sentence
    else:
        sheet.path, sheet.fault = wrong.path, wrong.sentence


def _untidy(sheet: Sheet, query: QueryDict) -> bool:
    """Whether a form has sent empty or default fields."""
    given = {name: query.get(name) for name in FIELDS if name in query}
    return not sheet.as_json and given != canonical(sheet.fields)


def _always(sheet: Sheet, today: date) -> dict[str, Any]:
    """What the page shows with and without an answer: the question in both its shapes."""
    sound = sheet.is_sound
    other: Mapping[str, str] | None = None
    lacking: tuple[str, ...] = ()
    if sheet.as_json:
        fields = fields_of(sheet.data) if sound else None
        on = {"on": sheet.fields["on"]} if sheet.fields.get("on") else {}
        other = canonical({**fields, **on}) if fields else None
        lacking = beyond(sheet.data) if sound and not fields else ()
    as_text = text_of(sheet.data, indented=True) if sound else ""
    return {
        "section": "reckon",
        # Distances are counted from the day it is seen on.
        "asked": Asked(sheet.on, None),
        "today": today,
        "sheet": sheet,
        "groups": layout(sheet.fields, sheet.faults),
        "faults": _told(sheet),
        "examples": examples(),
        "as_text": as_text,
        "beyond": lacking[:MOST_NAMED],
        "form_link": _address(other) if other else "",
        "json_link": _json_link(sheet) if sound and not sheet.as_json else "",
        "too_long": sound and not link_of(sheet),
        "longest": LONGEST_LINK,
    }


def _told(sheet: Sheet) -> list[dict[str, str]]:
    """What is wrong with the question, each fault with its place in the page."""
    found = [
        {"place": f"f-{name}", "name": str(BY_NAME[name].label), "sentence": sentence}
        for name, sentence in sheet.faults.items()
    ]
    if sheet.fault:
        place = "f-q" if sheet.as_json else ""
        found.append({"place": place, "name": sheet.path, "sentence": sheet.fault})
    return found


def _json_link(sheet: Sheet) -> str:
    on = {"on": sheet.fields["on"]} if sheet.fields.get("on") else {}
    return _address({**on, "q": text_of(sheet.data)})


def _address(query: Mapping[str, str]) -> str:
    path = reverse("reckon")
    found = f"{path}?{urlencode(cast('dict[str, str]', dict(query)))}" if query else path
    return found if len(found) <= LONGEST_LINK else ""
