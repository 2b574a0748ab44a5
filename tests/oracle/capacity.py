"""What the hours carry: section 6, "the hours are a budget".

`faults` has what any answer has to keep: who is due on which day, the budget and what it hands on, that
nothing stands undone below while a day has time, and that deadlines of hours go before all. `days` is the
answer itself, with the lanes that choose where a day is too short.
"""
from datetime import timedelta
from fractions import Fraction

from dates import EMERGENCIES
from days import ONE, Interval
from lanes import Lanes


class Plan:
    """One person's days, as far as the files decide them."""

    def __init__(self, book, owner, span):
        self.book, self.owner, self.span = book, owner, span
        today = book.today
        # Reading: the week is today and the six days after it, the month up to the same day of the next.
        self.last = {"day": today, "week": today + timedelta(days=6),
                     "month": Interval("1 month").after(today) - ONE}[span]
        self.due = {id: one for id, one in book.due.items()
                    if book.histories[id].owner == owner and one.day is not None and one.start <= self.last}

    def capacity(self, day):
        """`hours_a_week` over the working days of the week; None where crm.yaml doesn't say, and for a day
        off."""
        hours = self.book.rules.people.get(self.owner, {}).get("hours_a_week")
        if hours is None or self.is_off(day):
            return None
        return Fraction(str(hours)) * 60 / len(self.book.rules.calendar.workdays)

    def is_off(self, day):
        # Reading: who asks on a day off for that day alone works on it.
        return self.span != "day" and not self.book.rules.calendar.works(day)

    def is_for_day_off(self, id, day):
        """"A day off shows only what was agreed for it", and a deadline of hours."""
        due = self.due[id]
        return due.code in EMERGENCIES or (due.code == "agreed" and due.day == day)

    def minutes(self, id):
        grade = self.book.rules.grades.get(self.book.classes[id])
        return Fraction(0) if grade is None else grade.minutes

    def is_complaint(self, id):
        return self.due[id].code in EMERGENCIES

    def days(self):
        """[(day, {id: lane})], and who is left: the lane is None where all has its place."""
        lanes, found = Lanes(self.book, self.due), []
        waiting, owed, day = set(self.due), Fraction(0), self.book.today
        while day <= self.last:
            room = self.capacity(day)
            now = sorted(id for id in waiting if self.due[id].start <= day)
            if self.is_off(day):
                now = [id for id in now if self.is_for_day_off(id, day)]
            placed = dict.fromkeys(now)
            if room is not None:
                free = room - min(owed, room)
                if sum(self.minutes(id) for id in now) > free:
                    placed = lanes.choose(now, day, free, self.minutes)
                owed = max(Fraction(0), owed + sum(self.minutes(id) for id in placed) - room)
            waiting -= set(placed)
            found.append((day, placed))
            day += ONE
        return found, sorted(waiting)

    def faults(self, days, left):
        """What an answer breaks: `days` has (date, capacity, carried, minutes, wanted, count, ids) of each."""
        placed = {id: day[0] for day in days for id in day[6]}
        yield from self.all_of_them(days, left)
        carried = Fraction(0)
        shown = [day[0] for day in days]
        for day in self.days_that_must_be_shown(shown):
            yield f"{day} is missing"
        for date, capacity, told, minutes, wanted, count, ids in days:
            waiting = [id for id, one in self.due.items() if one.start <= date and placed.get(id, date) >= date]
            if self.is_off(date):
                waiting = [id for id in waiting if self.is_for_day_off(id, date)]
            for id in ids:
                if id in self.due and self.due[id].start > date:
                    yield f"{id} is planned on {date}, and due on {self.due[id].day}"
            if not same(capacity, self.capacity(date)):
                yield f"{date}: capacity {capacity}, not {self.capacity(date)}"
            room = self.capacity(date)
            taken = Fraction(0) if room is None else min(carried, room)
            if not same(told, taken):
                yield f"{date}: carried {told}, not {float(taken)}"
            if not same(minutes, sum(self.minutes(id) for id in ids)):
                yield f"{date}: minutes {minutes}"
            if count != len(waiting) or not same(wanted, sum(self.minutes(id) for id in waiting)):
                yield f"{date}: {count} due with {wanted} minutes, not {len(waiting)}: {waiting}"
            yield from self.one_day(date, ids, waiting, carried)
            if room is not None:
                carried = max(Fraction(0), carried + sum(self.minutes(id) for id in ids) - room)

    def all_of_them(self, days, left):
        """Each is done once, or stands below."""
        ids = [id for day in days for id in day[6]] + left
        if sorted(ids) != sorted(self.due):
            missing = sorted(set(self.due) - set(ids))
            more = sorted(id for id in ids if ids.count(id) > 1 or id not in self.due)
            yield f"missing {missing}, too much {more}"
        for id in left:
            if id in self.due and self.is_complaint(id):
                yield f"the complaint of {id} stands below"

    def days_that_must_be_shown(self, shown):
        """Every working day, and a day off for which something was agreed."""
        day = self.book.today
        while day <= self.last:
            agreed = any(one.code == "agreed" and one.day == day for one in self.due.values())
            if day not in shown and (not self.is_off(day) or agreed):
                yield day
            day += ONE

    def one_day(self, date, ids, waiting, carried):
        capacity = self.capacity(date)
        for id in waiting:
            # A deadline of hours is planned at once, even on a full or free day.
            if self.is_complaint(id) and id not in ids:
                yield f"{date}: the complaint of {id} waits"
        if self.is_off(date):
            if sorted(ids) != sorted(waiting):
                yield f"{date} is a day off, for {waiting} alone"
            return
        later = [id for id in waiting if id not in ids]
        used = carried + sum(self.minutes(id) for id in ids)
        if later and (capacity is None or used < capacity):
            yield f"{date}: {float(used)} of {capacity} minutes, and {later} wait"
        # Nothing begins when the day is over.
        rest = [self.minutes(id) for id in ids if not self.is_complaint(id)]
        if capacity is not None and rest and used - max(rest) >= capacity and max(rest) > 0:
            yield f"{date}: {float(used)} of {float(capacity)} minutes, more than one begins beyond them"


def same(told, number):
    if told is None or number is None:
        return told is None and number is None
    return abs(Fraction(str(told)) - number) < Fraction(1, 1000)
