"""What comes first where a day is too short: the comments of `lanes:` in crm.yaml, and crm help agenda, "What fits
into a day". Domain.md says what any answer has to keep (capacity.py) and leaves the choice open; where
those pages are silent, too, the reading is the program's (src/rules/lanes/mod.rs, src/plan/schedule.rs).
"""
from datetime import date, timedelta
from fractions import Fraction

from dates import EMERGENCIES
from days import Interval
from rhythm import expected_revenue


class Lanes:
    def __init__(self, book, due):
        self.book, self.rules, self.due = book, book.rules, due
        self.closing = self.rules.interval("lanes", "closing")

    def choose(self, ids, day, minutes, takes):
        """The lane of each that has its place on the day; `minutes` is what is left of it."""
        lanes = {}
        # A deadline of hours comes before every lane, though the day is full.
        for id in ids:
            if self.due[id].code in EMERGENCIES:
                lanes[id] = "closing"
                minutes = max(Fraction(0), minutes - takes(id))
        left = minutes
        # "Where crm.yaml gives a grade a worth, they go by what is worth most a minute" (crm help agenda).
        by_grade = all(grade.worth is None for grade in self.rules.grades.values())
        place = lambda id: self.rules.place(self.class_of(id))
        work = lambda id: place(id) if by_grade else 0

        def waits(id):
            """"Nothing goes before a customer of a higher grade that is late", but what takes no time (reading)."""
            return by_grade and takes(id) > 0 and any(
                other not in lanes and place(other) < place(id) and self.late(other, day) > 0 for other in ids)

        def take(order, lane, most):
            nonlocal left
            most = min(most, left)
            for id in order:
                if id not in lanes and takes(id) <= most and (lane == "closing" or not waits(id)):
                    lanes[id] = lane
                    most -= takes(id)
                    left -= takes(id)

        tie = lambda id: (self.due[id].day, id)
        # "With order: true the agenda puts those with more points first within a grade" (crm help views), and always
        # those without one.
        by_points = lambda id: self.rules.score["order"] or self.class_of(id) not in self.rules.grades
        points = lambda id: (-self.book.leads[id].points if by_points(id) else 0, *tie(id))
        debts = [id for id in ids if self.is_debt(id, day)]
        take(sorted(debts, key=lambda id: (work(id), *tie(id))), "debt", minutes * self.rules.number("lanes", "debts"))
        closes = {id: self.closes(self.due[id], day) for id in ids}
        closing = sorted((id for id in ids if closes[id] is not None),
                         key=lambda id: (max(closes[id], day), self.rules.place(self.class_of(id)), *points(id)))
        take(closing, "closing", minutes)
        alike = lambda id: [other for other in ids if place(other) == place(id)]
        worth = sorted(ids, key=lambda id: (
            work(id) if takes(id) else 0, -self.worth(id, day, takes(id), alike(id)), *points(id)))
        # "What is longer than a day takes the first day and what it needs of the next ones", over the end of a
        # week where nothing shorter is due (findings A1).
        if self.is_last_of_week(day):
            take(worth, "worth", minutes)
        for id, lane in [(id, "closing") for id in closing] + [(id, "worth") for id in worth]:
            if left > 0 and id not in lanes:
                lanes[id] = lane
                left -= takes(id)
        return lanes

    def is_last_of_week(self, day):
        later = [day + timedelta(days=days) for days in range(1, 7 - day.weekday())]
        return not any(self.rules.calendar.works(other) for other in later)

    def class_of(self, id):
        return self.book.classes[id]

    def late(self, id, day):
        due = self.due[id]
        return (day - (due.day if due.day > day else due.since)).days

    def is_debt(self, id, day):
        """"Late by this part of their interval"."""
        late = self.late(id, day)
        return late > 0 and late >= self.interval(id) * self.rules.number("lanes", "late")

    def closes(self, due, day):
        """"An order window, an agreed date, a sample's step, a complaint", within so long. Of a date that a
        note has set the customer knows nothing (reading)."""
        if due.code == "planned":
            return self.closes(due.more["plain"], day)
        limit = self.closing.after(day)
        if due.code == "rhythm":
            # "presses once these days are near, and is too late at their end" (src/rules/lanes/mod.rs).
            return due.more["end"] if due.more["begin"] <= limit else None
        closing = due.code in EMERGENCIES + ("step", "decide")
        closing = closing or (due.code == "agreed" and due.more["by"].kind == "followup")
        return due.day if closing and due.day <= limit else None

    def worth(self, id, day, minutes, alike):
        """"What is worth most a minute, which grows with lateness": once more for each interval (reading)."""
        turns = 1 + Fraction(max(0, self.late(id, day))) / self.interval(id)
        worth = self.worth_of(self.class_of(id)) * turns * self.times_usual(id, alike)
        # What takes no time comes first.
        return worth / minutes if minutes else Fraction(10) ** 30

    def times_usual(self, id, alike):
        """"Within a grade one of whom twice as much is expected within four weeks as of the usual one of that day is worth
        twice as much, four times at most and a fourth at least" (crm help agenda)."""
        amounts = {other: self.expected(other) for other in alike}
        known = sorted(amount for amount in amounts.values() if amount is not None)
        if amounts[id] is None or not known:
            return 1
        middle = len(known) // 2
        usual = known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
        return min(Fraction(4), max(Fraction(1, 4), amounts[id] / usual)) if usual > 0 else 1

    def expected(self, id):
        return expected_revenue(self.book.histories[id], self.book.today, 28)

    def worth_of(self, name):
        """"A grade's `worth: 16` is what one follow-up is worth beside others; else twice that of the next
        grade"; the last one's is 1, and that of none at all, too (reading)."""
        names = list(self.rules.grades)
        worth = Fraction(1, 2)
        for known in reversed(names):
            own = self.rules.grades[known].worth
            worth = worth * 2 if own is None else Fraction(str(own))
            if known == name:
                return worth
        return Fraction(1)

    def interval(self, id):
        """How long lies between two follow-ups, in days; at least one."""
        due = self.due[id]
        reason = due.more["plain"] if due.code == "planned" else due
        if reason.code == "agreed":
            days = (due.since - reason.more["by"].day).days
        elif "gap" in reason.more:
            days = reason.more["gap"]
        else:
            days = self.usual(self.class_of(id))
        return max(1, days)

    def usual(self, name):
        """Of a customer that nobody graded or contacted yet nothing says how soon one follows another."""
        grade = self.rules.grades.get(name)
        if grade is None or grade.never:
            return 30
        if grade.steps:
            return 7
        if grade.times:
            return 30 // grade.times
        some_day = date(1970, 1, 1)
        return (grade.interval.after(some_day) - some_day).days
