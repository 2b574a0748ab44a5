"""Dates: intervals, months with their ends clamped, working days."""
import re
from datetime import date, timedelta

ONE = timedelta(days=1)
NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Interval:
    """`2 months`, `45 days`; a bare number is days."""

    def __init__(self, text):
        found = re.fullmatch(r"(\d+)(?: (day|week|month|year)s?)?", str(text))
        assert found, text
        self.count, self.unit = int(found[1]), found[2] or "day"

    def after(self, day, times=1):
        count = self.count * times
        if self.unit in ("day", "week"):
            return day + timedelta(days=count * (7 if self.unit == "week" else 1))
        months = count * (12 if self.unit == "year" else 1)
        index = day.year * 12 + day.month - 1 + months
        return clamped(index // 12, index % 12 + 1, day.day)

    def before(self, day):
        return self.after(day, -1)

    @property
    def is_week(self):
        return (self.count, self.unit) in ((1, "week"), (7, "day"))


def clamped(year, month, day):
    """31 January + 1 month is the last of February."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def month_length(day):
    return (first_after(day) - day.replace(day=1)).days


def first_after(day):
    return Interval("1 month").after(day.replace(day=1))


class Calendar:
    def __init__(self, rules):
        self.workdays = {NAMES.index(name) for name in rules["workdays"]}
        self.extra = {date.fromisoformat(day) for day in rules["extra_workdays"]}
        self.off = set()
        for holiday in rules["holidays"]:
            day = date.fromisoformat(holiday["on"])
            until = date.fromisoformat(holiday.get("until", holiday["on"]))
            while day <= until:
                self.off.add(day)
                day += ONE

    def works(self, day):
        return day in self.extra or (day.weekday() in self.workdays and day not in self.off)

    def next_working(self, day):
        while not self.works(day):
            day += ONE
        return day

    def last_working_between(self, first, last):
        while last >= first:
            if self.works(last):
                return last
            last -= ONE
        return None
