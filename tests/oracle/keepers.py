"""Customers whom we promise much and invite, who pay and are asked how satisfied they are; who sent us whom; and what
the team wants to know of them. They come on top of the random books."""
import random
from datetime import timedelta

import books


class Keeper(books.Maker):
    """With dice of its own, as the traders: the rest of the book stays what it was without it, but for what is written
    into the files and follow-ups that are there."""

    WHATS = ["price list", "Price  List", "drawing", "24-hour service", None]
    REFS = [None, None, None, "P-1", "p - 1", "P-2"]
    KEYS = ["owner", "industry", "country", "renewal", "tags", "staff", "contacts.email", "contacts.decides", "contacts",
            "contacts.position", "budget", "potential", "since"]

    def __init__(self, maker):
        self.random = random.Random(f"promises of {maker.seed}")
        self.goods = maker.goods
        self.today, self.classes = maker.today, maker.classes
        self.number = 8000

    def add_to(self, rules, customers):
        if self.often(0.6):
            rules["required"] = {name: self.random.sample(self.KEYS, self.random.randint(1, 4))
                                 for name in self.classes if self.often(0.5)}
        for person in rules["people"].values():
            if self.often(0.25):
                person["manager"] = True
        if self.often(0.4):
            rules.setdefault("events", []).append({"what": {"en": "open house", "zh": "开放日"},
                                                   "on": self.today + timedelta(days=self.random.randint(-3, 200))})
        for number in range(self.random.randint(1, 3)):
            customers[f"k{number}"] = self.keeper(number)
        ids = list(customers)
        for card, log in customers.values():
            if self.often(0.2):
                card["referred_by"] = self.pick([*ids, "nobody"])
            for entry in log:
                if entry["kind"] == "followup" and self.often(0.15):
                    entry["satisfaction"] = self.random.randint(1, 5)
                if entry["kind"] == "followup" and "action" not in entry and self.often(0.04):
                    entry["action"] = self.pick(["referral", "Referral", "转介绍"])

    def keeper(self, number):
        card = {"name": f"Keeper {number}", "grade": self.pick(self.classes)}
        if self.often(0.8):
            card["owner"] = self.pick(books.OWNERS)
        if self.often(0.15):
            card["need"] = "dead"
        if self.often(0.15):
            card["archived"] = self.ago(30)
        log = [self.entry(self.ago(100), "followup", reply="neutral")]
        span = self.pick([5, 40, 300])
        days = [self.ago(span) for _ in range(self.random.randint(0, 10))]
        for day in days:
            # Now and then it is the very day on which more is said.
            due = self.pick(days) if self.often(0.4) else self.today + timedelta(days=self.random.randint(-60, 30))
            log.append(self.entry(day, "promise", what=self.pick(self.WHATS), ref=self.pick(self.REFS),
                                  state=self.pick(["made", "made", "made", "kept", "kept", "broken"]),
                                  due=due.isoformat() if self.often(0.7) else None))
        for _ in range(self.random.randint(0, 5)):
            log.append(self.entry(self.ago(span), "request", what=self.pick(self.WHATS), ref=self.pick(self.REFS),
                                  state=self.pick(["asked", "asked", "asked", "granted", "refused"])))
        for _ in range(self.random.randint(0, 4)):
            what = self.pick(["open house", "Open House", "fair", "dinner"])
            log.append(self.entry(self.ago(350), "invitation", what=what, state=self.pick(["invited", "declined", "came"])))
        for _ in range(self.random.randint(0, 5)):
            log += self.invoice()
        log.sort(key=lambda entry: entry["at"][:10])
        if self.often(0.2):
            self.random.shuffle(log)
        return card, log

    def invoice(self):
        """With what was paid of it, in parts and not always all of it."""
        ref, currency = self.next_number("IV"), self.pick([None, "USD", "EUR"])
        day = self.ago(700, 5)
        due = day + timedelta(days=self.pick([0, 14, 30, 60]))
        found = [self.entry(day, "invoice", ref=ref, amount="1000", currency=currency, due=due.isoformat())]
        for part in self.pick([[], ["1000"], ["1000"], ["400", "600"], ["400", "700", "50"], ["400"]]):
            day = min(self.today, day + timedelta(days=self.random.randint(0, 40)))
            found.append(self.entry(day, "payment", ref=self.pick([ref, ref.lower()]), amount=part,
                                    currency=currency if self.often(0.95) else "CHF"))
        return found
