"""The page of the quarter: section 7, "a full re-evaluation each quarter", and schema/quarter.schema.json."""
import copy

from book import Book
from days import Interval
from moves import last_decision


class Page:
    def __init__(self, book, since=None):
        # "As of this day": a grade that was given later isn't there yet.
        customers = {id: as_of(one, book.today) for id, one in book.customers.items()}
        later = any(customers[id] is not one for id, one in book.customers.items())
        self.now = Book(book.rules.written, customers, book.today, book.templates) if later else book
        self.since = since or Interval("3 months").before(book.today)
        self.then = Book(book.rules.written, customers, self.since)
        self.lists = {name: [] for name in ("rose", "fell", "graded", "new", "archived", "recheck")}
        for id in book.histories:
            self.place(id)

    def was_there(self, id):
        return self.is_there(id, self.since)

    def is_there(self, id, day):
        """A customer since `since`, or the first entry of its log where that is earlier; with neither always."""
        customer = self.now.histories[id].customer
        known = [entry.day for entry in customer.log] + [customer.date("since")]
        known = [known for known in known if known is not None]
        return not known or min(known) <= day

    def class_then(self, id):
        """The log tells which grade a customer had on a day: by the newest decision before, else by what
        the first one after found, else the file's."""
        if self.now.rules.is_computed:
            return self.then.classes[id]
        return grade_on(self.now.histories[id], self.since)

    def class_now(self, id):
        return self.now.classes[id]

    def place(self, id):
        rules, lists = self.now.rules, self.lists
        is_archived = self.now.histories[id].archived
        was_archived = self.then.histories[id].archived
        there = self.was_there(id)
        if is_archived:
            if there and not was_archived:
                lists["archived"].append(id)
            return
        if not self.is_there(id, self.now.today):
            return
        if any(move.code == "recheck" for move in self.now.moves[id]):
            lists["recheck"].append(id)
        if not there:
            lists["new"].append(id)
            return
        before, after = self.class_then(id), self.class_now(id)
        if before == after:
            return
        if before is None:
            lists["graded"].append(id)
        elif rules.place(after) < rules.place(before):
            lists["rose"].append(id)
        else:
            lists["fell"].append(id)

    def decision(self, id):
        """The last in between that changed its grade to what it is now (reading: a decision of another
        grade, of after a day that is replayed or of a merged customer, isn't about it)."""
        found = [entry for entry in self.now.histories[id].of("grade")
                 if entry["from"] != entry["to"] == self.class_now(id) and entry.day > self.since]
        return found[-1] if found else None

    def share(self, name):
        """(customers, revenue) of a class on both days; archived ones don't count."""
        def of(book, is_there, class_of):
            ids = [id for id, one in book.histories.items()
                   if not one.archived and is_there(id) and class_of(id) == name]
            return len(ids), sum(book.figures[id].last_year for id in ids)
        return of(self.then, self.was_there, self.class_then), of(self.now, lambda id: self.is_there(id, self.now.today), self.class_now)

    def last_decision(self, id):
        return last_decision(self.now.histories[id])


def as_of(customer, day):
    """With the grade of that day, where its file has a later one."""
    if not any(entry.kind == "grade" and entry.day > day for entry in customer.log):
        return customer
    then = copy.copy(customer)
    decisions = [entry for entry in customer.log if entry.kind == "grade"]
    before = [entry for entry in decisions if entry.day <= day]
    then.card = {**customer.card, "grade": before[-1]["to"] if before else decisions[0]["from"]}
    return then


def grade_on(history, day):
    decisions = history.of("grade")
    before = [entry for entry in decisions if entry.day <= day]
    if before:
        return before[-1]["to"]
    return decisions[0]["from"] if decisions else history.grade
