"""What became of each person's follow-ups: sections 3 and 8, schema/team.schema.json.

"Due means: the date had come on that day by the files of that day; other contacts are counted apart."
"""
from datetime import date, datetime, time, timedelta

import actions
import occasions
import dates
import promises
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
            # "The actions of playbooks that are late, with whoever has them on the agenda."
            for one in actions.due(book, id):
                if one.on < book.today:
                    owner = one.owner if one.action.who in book.rules.people else actions.asked(one.action.word, history)
                    self.people.setdefault(owner, Person()).actions.append((one.on, id, one.action.what))
            is_out = history.archived or history.card.get("need") == "dead"
            if not is_out and occasions.lacks_consent(history):
                owner = actions.asked("approval", history)
                said = (book.today, id, "the management's consent is missing")
                self.people.setdefault(owner, Person()).actions.append(said)

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
        still, over = promises.words(history, "promise", "made")
        person.promises += [(word.due, id, word.what) for word in still
                            if word.due is not None and word.due < self.book.today]
        person.broken += [(word.on, id, word.what, word.due) for word in over
                          if word.state == "broken" and word.on >= self.first]
        scores = [entry for entry in history.followups if entry["satisfaction"] is not None]
        # "1 or 2 of 5 the last time that it said how satisfied it is, without the archived."
        if scores and scores[-1]["satisfaction"] <= 2 and not history.archived:
            person.unhappy.append((scores[-1]["satisfaction"], scores[-1].day, id))
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
        self.actions, self.promises, self.broken, self.unhappy = [], [], [], []

    @property
    def due(self):
        return self.on_time + self.late + self.missed
