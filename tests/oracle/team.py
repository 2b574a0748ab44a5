"""What became of each person's follow-ups: sections 3 and 8, schema/team.schema.json.

"Due means: the date had come on that day by the files of that day; other contacts are counted apart."
"""
from datetime import date, datetime, time, timedelta

import dates
from days import ONE, Interval
from history import History
from quarter import grade_on


class Team:
    def __init__(self, book, span):
        self.book = book
        # Reading: the week is the last seven days, the day and the month likewise, today included.
        self.first = {"day": book.today, "week": book.today - timedelta(days=6),
                      "month": Interval("1 month").before(book.today) + ONE}[span]
        self.people = {}
        for id, history in book.histories.items():
            person = self.people.setdefault(history.owner, Person())
            # Reading: archived ones are nobody's customers any more, though what was done for them was work.
            person.customers += not history.archived
            self.add(person, id, history)

    def add(self, person, id, history):
        for day in history.contact_days:
            if day >= self.first:
                self.contact(person, id, day)
        for entry in history.followups:
            if is_written_late(entry) and self.first <= written_day(entry) <= self.book.today:
                by = self.people.setdefault(entry["by"], Person())
                by.written_late += 1
        for kind, ref, state, since in history.emergencies():
            limit = self.book.rules.interval("complaint", "answer" if state == "opened" else "solve")
            person.attention.append((limit.after(since), id, kind, ref, since, state == "answered"))
        for entry in history.followups:
            if entry.day >= self.first and entry["minutes"] is not None:
                person.minutes += entry["minutes"]
        due, today = self.book.due[id], self.book.today
        if due.day is None or due.day > today:
            return
        person.waiting += 1
        # Reading: what is due today isn't missed before the day is over.
        is_missed = self.first <= due.since < today
        person.missed += is_missed
        if due.since < today:
            person.longest.append((due.since, id, is_missed))

    def contact(self, person, id, day):
        due = self.due_before(id, day)
        # Reading: a plan of `spread` "moves the plan, not since when the follow-up is due": done before the
        # day of the plan, it was due all the same.
        if due.day is None or due.since > day:
            person.beyond += 1
        elif due.since == day:
            person.on_time += 1
        else:
            person.late += 1
            person.days_late += (day - due.since).days

    def due_before(self, id, day):
        """What was due on a day, by what was known the day before."""
        known = History(self.book.customers[id], self.book.rules, day - ONE)
        # Reading: the classes of a computed scheme are today's.
        grade = grade_on(self.book.histories[id], day - ONE)
        if self.book.rules.is_computed:
            grade = self.book.classes[id]
        return dates.next_due(known, grade, day)


def is_written_late(entry):
    """schema/README.md, "Written in time": more than 24 hours after the contact; of a day alone its end counts."""
    written = entry["written"]
    if written is None:
        return False
    written = datetime.fromisoformat(written)
    if len(entry["at"]) == 10:
        end = datetime.combine(entry.day + ONE, time())
        return written.replace(tzinfo=None) - end > timedelta(hours=24)
    return written - datetime.fromisoformat(entry["at"].replace("Z", "+00:00")) > timedelta(hours=24)


def written_day(entry):
    return date.fromisoformat(entry["written"][:10])


class Person:
    def __init__(self):
        self.customers = self.on_time = self.late = self.days_late = self.missed = 0
        self.beyond = self.waiting = self.minutes = 0
        self.written_late = 0
        self.longest, self.attention = [], []

    @property
    def due(self):
        return self.on_time + self.late + self.missed
