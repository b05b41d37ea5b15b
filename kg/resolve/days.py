"""From a printed date and the issue's date to a day, with the reasons in words."""

from calendar import monthrange
from datetime import date, timedelta

from kg.model import EventDate, Page, PrintedDate


def event_date(printed: PrintedDate, page: Page) -> EventDate:
    """When an event was held, as far as the printed date and the date of publication tell.

    Where neither gives the year, ``edtf`` has XXXX and ``day`` stays None: a year is never guessed.
    """
    if printed.days_before_issue is not None and printed.day is None:
        return _relative(printed, page)
    if printed.day is None:
        return _vague(printed)
    if printed.year and printed.month:
        return whole(printed, printed.year, printed.month, (f"year printed: {printed.text}",))
    if page.published is None:
        return _yearless(printed)
    return _from_issue(printed, page.published, page.published_basis)


def _relative(printed: PrintedDate, page: Page) -> EventDate:
    if page.published is None:
        return EventDate(printed, "", basis=(f"{printed.text}: the day depends on the issue's date, which is not known",))
    day = page.published - timedelta(days=printed.days_before_issue or 0)
    reasons = (f"issue of {page.published} ({page.published_basis})", f"{printed.text} → {day}")
    return EventDate(printed, day.isoformat(), day, earliest=day, latest=day, basis=reasons)


def _vague(printed: PrintedDate) -> EventDate:
    if printed.year and printed.month:
        last = monthrange(printed.year, printed.month)[1]
        first = date(printed.year, printed.month, 1)
        return EventDate(
            printed,
            f"{printed.year}-{printed.month:02}",
            earliest=first,
            latest=first.replace(day=last),
            basis=(f"month printed: {printed.text}",),
        )
    return EventDate(printed, "", basis=(f"{printed.text}: no day given",))


def whole(printed: PrintedDate, year: int, month: int, basis: tuple[str, ...]) -> EventDate:
    """A day of a known year, with the last day of an event of several days; no day where the calendar has none."""
    try:
        day = date(year, month, printed.day or 1)
    except ValueError:
        return EventDate(printed, "", basis=(f"{printed.text}: there is no such day in {year}",))
    last = _last_day(printed, day)
    return EventDate(printed, day.isoformat(), day, last_day=last, earliest=day, latest=last or day, basis=basis)


def _last_day(printed: PrintedDate, first: date) -> date | None:
    if printed.last_day is None:
        return None
    month = printed.last_month or first.month
    year = first.year + (1 if month < first.month else 0)
    try:
        last = date(year, month, printed.last_day)
    except ValueError:
        return None
    return last if last > first else None


def _yearless(printed: PrintedDate) -> EventDate:
    month = f"{printed.month:02}" if printed.month else "XX"
    reason = f"{printed.text}: no year printed, and the issue's date is not known"
    return EventDate(printed, f"XXXX-{month}-{printed.day:02}", basis=(reason,))


def _from_issue(printed: PrintedDate, issued: date, source: str) -> EventDate:
    """The day nearest to the issue: papers report what happened lately, or announce what comes soon."""
    month = printed.month or _month_before(printed.day or 1, issued)
    candidates = []
    for year in (issued.year - 1, issued.year, issued.year + 1):
        try:
            candidates.append(date(year, month, printed.day or 1))
        except ValueError:
            continue
    if not candidates:
        return EventDate(printed, "", basis=(f"{printed.text}: no such day about {issued}",))
    day = min(candidates, key=lambda d: abs((d - issued).days))
    reasons = (f"issue of {issued} ({source})", f"{printed.text} nearest to the issue → {day}")
    return whole(printed, day.year, month, reasons)


def _month_before(day: int, issued: date) -> int:
    """The month of a bare 13日: the issue's, or the one before where the day lies well ahead."""
    return issued.month if day <= issued.day + 3 else (issued.month - 2) % 12 + 1
