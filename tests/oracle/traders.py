"""Customers of whom much is quoted, tried out, lost and won: they come on top of the random books."""
import random
from datetime import timedelta

import books


class Trader(books.Maker):
    """Customers of whom much is quoted and tried out. They have dice of their own, and come on top: the rest of the
    book stays what it was without them."""

    REFS = ["Q-1", "q - 1", "Q-2", "S-1", "s-1", "S-2"]

    def __init__(self, maker):
        self.random = random.Random(f"deals of {maker.seed}")
        self.goods = maker.goods
        self.today, self.classes = maker.today, maker.classes
        self.number = 9000

    def add_to(self, rules, customers):
        if self.often(0.4):
            rules["deals"] = {stage: self.pick(["0.05", "0.3", "0.333", "0.8"])
                              for stage in ("asked", "quoted", "sampling", "negotiating", "passed") if self.often(0.5)}
        for number in range(self.random.randint(3, 7)):
            customers[f"t{number}"] = self.trader(number)

    def trader(self, number):
        card = {"name": f"Trader {number}", "grade": self.pick(self.classes), "owner": self.pick(books.OWNERS)}
        if self.often(0.2):
            card["need"] = self.pick(["target", "potential", "dead"])
        if self.often(0.05):
            card["archived"] = self.ago(30)
        # Some sell but one line, and others never say which.
        self.items = self.pick([["pumps"], ["pumps", "valves"], ["pumps", "valves", "Pumps", None],
                                ["pumps", None], ["pumps", "valves", "cylinders"], [None]])
        self.refs = self.pick([[None], ["Q-1", None], self.REFS, self.REFS + [None] * 4])
        self.span = self.pick([15, 60, 200, 300])
        log, day = [], self.ago(self.span)
        for _ in range(self.random.randint(1, 12)):
            # Much happens on one day.
            day = day if self.often(0.2) else self.ago(self.span)
            make = self.pick([self.quote] * 5 + [self.end] * 2 + [self.trial] * 4 + [self.reply] * 5
                             + [self.order, self.order, self.come_back, self.contract])
            log += make(day)
        if self.often(0.1):
            # What a later day brings isn't there yet.
            log += self.quote(self.today + timedelta(days=3))
        log.sort(key=lambda entry: entry["at"][:10])
        if self.often(0.2):
            self.random.shuffle(log)
        return card, log

    def what(self):
        return {"item": self.pick(self.items), "ref": self.pick(self.refs)}

    def money(self, part):
        if not self.often(part):
            return {}
        return {"amount": self.pick([str(self.random.randint(50, 9000)), "1234.56", "99.995"]),
                "currency": self.pick([None, None, "USD", "EUR", "EUR", "CHF"])}

    def quote(self, day):
        return [self.entry(day, "quote", **self.what(), **self.money(0.7), state=self.pick([None, None, None, "open"]),
                           expected=self.next_day(day) if self.often(0.3) else None,
                           via=self.pick([None, "email"]))]

    def end(self, day):
        return [self.entry(day, "quote", **self.what(), **self.money(0.15), state=self.pick(["lost", "lost", "won"]),
                           why=self.pick([None, "price", "delivery"]), competitor=self.pick([None, None, "Hydro Nord"]),
                           via=self.pick([None, "call"]))]

    def trial(self, day):
        return [self.entry(day, "sample", **self.what(), via=self.pick([None, None, "call"]),
                           state=self.pick(["agreed", "sent", "received", "passed", "passed", "failed", "cancelled"]))]

    def reply(self, day):
        return [self.entry(day, "followup", via=self.pick(["call", "email"]),
                           reply=self.pick(["none", "bounced", "negative", "neutral", "positive", "positive", None]),
                           need=self.pick([None] * 7 + ["target", "target", "target", "potential", "dead"]))]

    def order(self, day):
        ref = self.pick([self.next_number("PO"), self.pick(self.refs)])
        return [self.entry(day, "order", **dict(self.what(), ref=ref), **self.money(0.9), **self.quantity(),
                           via=self.pick([None, "call"]))]

    def come_back(self, day):
        """Part of an order comes back. Both within a year and at a rate that is known, so that what a customer
        bought is never less than nothing. Without a channel: schema/README.md says of an entry with one that it is
        a contact, and of goods that come back that they are none."""
        currency = self.pick(["USD", "EUR"])
        bought = self.order(day)[0]
        bought.update(amount="1000", currency=currency)
        later = min(self.today, day + timedelta(days=self.random.randint(1, 60)))
        return [bought, self.entry(later, "order", **self.what(), currency=currency,
                                   amount=f"-{self.random.randint(1, 900)}", **self.quantity())]

    def contract(self, day):
        ref = self.pick([self.next_number("K"), self.pick(self.refs)])
        return [self.entry(day, "contract", ref=ref, **self.money(0.6))]
