"""What a customer's files say on a day, before any rule looks at it."""
from fractions import Fraction

from files import folded
from rhythm import known_rhythm, merged

SETTLED = ("solved", "saved", "lost")
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
        # What was taken back as a whole was no order.
        self.orders = [order for order in self.of("order") if not order.is_return and not self.is_taken_back(order)]
        self.samples = self.of("sample")
        self.order_days = sorted({order.day for order in self.orders})

    def is_taken_back(self, order):
        number = order["ref"]
        if number is None or order["amount"] is None:
            return False
        returned = [other for other in self.of("order") if other.is_return and other["returns"] is not None
                    and other["returns"].strip().casefold() == number.strip().casefold()]
        sums = [Fraction(str(other["amount"])) for other in returned]
        return bool(sums) and sum(sums) + Fraction(str(order["amount"])) <= 0

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
        """That of the sample that moved last (rule 6, move 2)."""
        running = self.running_samples()
        return running[-1] if running else None

    def running_samples(self):
        """The newest entry of each that runs, in the order in which they moved.

        Reading: each sample has a newest state of its own; entries belong to one by `ref`, without it by
        `item` (schema/README.md).
        """
        newest = {}
        for entry in self.samples:
            key = entry.ref or folded(entry["item"] or "")
            newest.pop(key, None)
            newest[key] = entry
        return [entry for entry in newest.values() if entry["state"] in RUNNING]

    def gone(self):
        """The entry by which it is lost: the last of all endings, with nothing bought since, no other one open, and "neither
        ordered nor opened a deal since": no quote but a lost one, no sample but one that failed or was cancelled."""
        endings = self.of("ending")
        if self.emergencies("ending") or not endings or endings[-1]["state"] != "lost":
            return None
        lost = endings[-1]
        for entry in self.log[self.log.index(lost) + 1:]:
            if entry.kind == "contract" or entry.kind == "order" and not entry.is_return:
                return None
            if entry.kind == "quote" and entry["state"] != "lost" or entry.kind == "sample" and entry["state"] in RUNNING:
                return None
        return lost

    def emergencies(self, *kinds):
        """The open complaints and endings: (kind, `ref`, newest state, day it was told of first).

        Those of a kind without a `ref` are one and the same (schema/entry.schema.json). Told again while
        unanswered, one counts from its first telling; opened anew after an answer or when it was settled,
        from that day (schema/README.md, "What has a deadline of hours").
        """
        found = {}
        for entry in self.of(*(kinds or ("complaint", "ending"))):
            key = entry.kind, entry.ref
            ref, state, since = found.get(key, (None, None, None))
            if state is None or state in SETTLED:
                ref, since = entry["ref"], entry.day
            elif entry["state"] == "opened" and state == "answered":
                since = entry.day
            found[key] = (ref, entry["state"], since)
        return [(kind, ref, state, since) for (kind, _), (ref, state, since) in found.items() if state not in SETTLED]

    def attention(self, *kinds):
        """The first of the open ones: (day, kind, `ref`, state, since); of one day an ending before a complaint, and
        of one kind, too, by their numbers (reading)."""
        found = []
        for kind, ref, state, since in self.emergencies(*kinds):
            limit = self.rules.interval("complaint", "answer" if state == "opened" else "solve")
            found.append((limit.after(since), kind != "ending", kind, ref, state, since))
        if not found:
            return None
        day, _, kind, ref, state, since = min(found, key=lambda one: (one[:2], folded(one[3] or "")))
        return day, kind, ref, state, since

    def rhythm(self, rule):
        """What is known of its ordering rhythm; reading: the file's numbers of the rule are those of crm help rhythm."""
        return known_rhythm(self.rhythm_days, int(rule["orders"]), Fraction(str(rule["spread"])))

    @property
    def rhythm_days(self):
        return tuple(merged(self.order_days))
