"""What a customer's files say on a day, before any rule looks at it."""
from fractions import Fraction

from files import folded

RUNNING = ("agreed", "sent", "received", "passed")


class History:
    """A customer with the entries up to and including a day.

    Reading (domain.md is silent): an entry of a later day isn't there yet, since "`--today` replays
    any day" (crm help dates).
    """

    def __init__(self, customer, rules, today):
        self.customer, self.rules, self.today = customer, rules, today
        self.id, self.card = customer.id, customer.card
        self.log = [entry for entry in customer.log if entry.day <= today]
        self.contacts = [entry for entry in self.log if entry.is_contact]
        self.contact_days = sorted({entry.day for entry in self.contacts})
        self.last_contact = self.contact_days[-1] if self.contact_days else None
        self.followups = self.of("followup")
        # Goods that come back are taken off the sums, and off nothing else (schema/README.md).
        self.orders = [order for order in self.of("order") if not order.is_return]
        self.samples = self.of("sample")
        self.order_days = sorted({order.day for order in self.orders})

    def of(self, *kinds):
        return [entry for entry in self.log if entry.kind in kinds]

    @property
    def archived(self):
        # "from this day on out of every agenda" (schema/README.md)
        day = self.customer.date("archived")
        return day is not None and day <= self.today

    @property
    def grade(self):
        return self.card.get("grade")

    @property
    def owner(self):
        return self.card.get("owner")

    def comes_after(self, one, other):
        return self.log.index(one) > self.log.index(other)

    def running_sample(self):
        """The newest entry of the sample that moved last among those that run (rule 6, move 2).

        Reading: each sample has a newest state of its own; entries belong to one by `ref`, without it by
        `item` (schema/README.md).
        """
        newest = {}
        for entry in self.samples:
            key = entry.ref or folded(entry["item"] or "")
            newest.pop(key, None)
            newest[key] = entry
        running = [entry for entry in newest.values() if entry["state"] in RUNNING]
        return running[-1] if running else None

    def complaints(self):
        """The open ones: (newest state, day it was told of first).

        Complaints without a `ref` are one and the same (schema/entry.schema.json). Told again while
        unanswered, one counts from its first telling; opened anew after an answer or a solution, from
        that day (reading: domain.md speaks of the unanswered one alone).
        """
        found = {}
        for entry in self.of("complaint"):
            state, since = found.get(entry.ref, (None, None))
            if entry["state"] == "opened" and state != "opened":
                since = entry.day
            found[entry.ref] = (entry["state"], since or entry.day)
        return [(state, since) for state, since in found.values() if state != "solved"]

    def rhythm(self, rule):
        """(gap, spread, last order day) where it is known.

        Domain.md knows the customer's own rhythm and not how it is told. crm help dates and crm.yaml: from so
        many order days on, the median gap, where the gaps vary by no more than this part of it. Reading
        taken from the program: the spread is the median absolute deviation, and of an even number the
        median is the two middle ones' mean, rounded down.
        """
        days = self.order_days
        if len(days) < max(3, int(rule["orders"])):
            return None
        gaps = [(later - earlier).days for earlier, later in zip(days, days[1:])]
        usual = median(gaps)
        spread = median([abs(gap - usual) for gap in gaps])
        if usual > 0 and spread <= Fraction(str(rule["spread"])) * usual:
            return usual, spread, days[-1]
        return None


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) // 2
