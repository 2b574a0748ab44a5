"""What a team does again and again: playbooks, the days to remember, templates for mails, and customers with whom it
is done. They come on top of the random books."""
import random
from datetime import timedelta

import books
import traders

LANGUAGES = ["zh", "zh", "zh-CN", "de", "en", "pt-BR", "pt"]
EVERY = ["10 days", "3 weeks", "1 month", "2 months", "3 months", "6 months", "1 year", "2 years"]
WAYS = ["call", "email", "visit", "chat", "Visit"]


def book(seed):
    """(rules, {id: (card, log)}, {file: text} of the templates, days to look at)."""
    maker = books.Maker(seed)
    rules, customers, days = maker.book()
    traders.Trader(maker).add_to(rules, customers)
    routine = Routine(maker, rules["scheme"])
    routine.add_to(rules, customers)
    return rules, customers, routine.templates(), days


class Routine(books.Maker):
    """With dice of its own, as the traders: the rest of the book stays what it was without it."""

    ACTIONS = [
        {"do": "visit"}, {"en": "call", "zh": "电话"}, {"name": "report", "en": "quarterly report", "zh": "季度报告"},
        {"do": "email", "who": "wang"}, {"en": "lunch", "who": "a director"}, {"zh": "拜访", "name": "trip"},
        {"do": "Fair", "who": "chen"}, {"en": "survey", "after": "order"}, {"en": "ask for the test", "after": "received"},
        {"do": "ask about the quote", "after": "quote"}, {"name": "gift", "do": "a gift for the new year"},
    ]

    def __init__(self, maker, scheme):
        self.random = random.Random(f"routines of {maker.seed}")
        self.today, self.classes, self.scheme = maker.today, maker.classes, scheme
        self.number = 5000

    def add_to(self, rules, customers):
        # Without its own a workspace of the scheme has the built-in ones.
        if self.scheme != "trade" or self.often(0.85):
            rules["playbooks"] = {self.key(): self.playbook() for _ in range(self.random.randint(2, 12))}
        for card, _ in customers.values():
            if self.often(0.4):
                card["language"] = self.pick(LANGUAGES)
        for number in range(self.random.randint(3, 8)):
            customers[f"r{number}"] = self.regular(number)

    def key(self):
        """A class, a combined label, or the class of a view."""
        kind = self.random.random()
        if kind < 0.35:
            return self.pick(self.classes)
        if kind < 0.75:
            value, potential = self.pick(["A", "B", "C", "C", "-", "-", "*", "*"]), self.pick(["high", "medium", "low", "-", "*"])
            parts = [value, potential, self.pick(["strategic", "long-term", "new", "new", "*", "*"])]
            return self.pick([" + ", " + ", "+"]).join(parts)
        return self.pick(["lifecycle=decline", "lifecycle=growth", "lifecycle=acquisition", "lifecycle = exit",
                          "deal=won", "need=target", "face=red", "pyramid=prospect",
                          "importance=ordinary"])

    def playbook(self):
        actions = []
        for _ in range(self.random.randint(1, 4)):
            action = dict(self.pick(self.ACTIONS))
            if self.often(0.85):
                action["every"] = self.pick(EVERY)
            actions.append(action)
        return {"goal": "stay in touch", "actions": actions}

    def regular(self, number):
        card = {"name": f"Regular {number}", "owner": self.pick(books.OWNERS + [None])}
        if self.often(0.9):
            card["grade"] = self.pick(self.classes)
        for key, part, values in [
            ("potential", 0.8, ["high", "medium", "low"]), ("renewal", 0.3, [0.5, 0.9]),
            ("country", 0.6, books.COUNTRIES + ["CN", "TW"]), ("language", 0.5, LANGUAGES), ("need", 0.1, ["target", "dead"]),
        ]:
            if self.often(part):
                card[key] = self.pick(values)
        if self.often(0.05):
            card["archived"] = self.ago(20)
        card = {key: value for key, value in card.items() if value is not None}
        log = self.log(card.get("grade"), card.get("owner"))
        for _ in range(self.random.randint(1, 8)):
            log.append(self.done(self.ago(self.pick([15, 60, 400]))))
        log.sort(key=lambda entry: entry["at"][:10])
        return card, log

    def done(self, day):
        """By its name or by what it is, or by the way of the contact."""
        action = self.pick(self.ACTIONS)
        word = self.pick([action.get(key) for key in ("name", "do", "en", "zh") if key in action])
        if self.often(0.1):
            word = word.upper()
        return self.entry(day, "followup", action=word if self.often(0.8) else None, via=self.pick(WAYS + [None] * 3))

    def templates(self):
        return {}
