"""What a team does again and again: playbooks, the days to remember, templates for mails, and customers with whom it
is done. They come on top of the random books."""
import random
from datetime import timedelta

import books
import files
import keepers
import leads
import traders
from days import clamped
from deals import OPEN

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
    leads.Prospector(maker).add_to(rules, customers)
    keepers.Keeper(maker).add_to(rules, customers)
    return rules, customers, routine.templates(), days


class Routine(books.Maker):
    """With dice of its own, as the traders: the rest of the book stays what it was without it."""

    ACTIONS = [
        {"do": "visit"}, {"en": "call", "zh": "电话"}, {"name": "report", "en": "quarterly report", "zh": "季度报告"},
        {"do": "email", "who": "wang"}, {"en": "lunch", "who": "a director"}, {"zh": "拜访", "name": "trip"},
        {"do": "Fair", "who": "chen"}, {"en": "survey", "after": "order"},
        {"en": "ask for the test", "after": "received"}, {"do": "ask about the quote", "after": "quote"},
        {"name": "gift", "do": "a gift for the new year"},
    ]

    def __init__(self, maker, scheme):
        self.random = random.Random(f"routines of {maker.seed}")
        self.goods = maker.goods
        self.today, self.classes, self.scheme = maker.today, maker.classes, scheme
        self.number = 5000

    def add_to(self, rules, customers):
        # Without its own a workspace of the scheme has the built-in ones.
        if self.scheme != "trade" or self.often(0.85):
            rules["playbooks"] = {self.key(): self.playbook() for _ in range(self.random.randint(2, 7))}
        if self.often(0.5):
            rules["events"] = [self.event() for _ in range(self.random.randint(1, 2))]
        if self.often(0.3):
            rules["reminders"] = {"promise": {"before": self.pick(["1 day", "4 days"])}, "invoice": {"before": self.pick(["3 days", "1 week"])},
                                  "quote": self.pick(["3 days", "2 weeks"]),
                                  "deal": {"ours": self.pick(["2 days", "7 days"]), "theirs": self.pick(["10 days", "1 month"])},
                                  "lost": self.pick(["3 months", "6 months"]), "contract": self.pick(["10 days", "2 months"])}
        for card, _ in customers.values():
            if self.often(0.4):
                card["language"] = self.pick(LANGUAGES)
        for number in range(self.random.randint(2, 3)):
            customers[f"r{number}"] = self.regular(number)

    def key(self):
        """A class, a combined label, or the class of a view."""
        kind = self.random.random()
        if kind < 0.35:
            return self.pick(self.classes)
        if kind < 0.75:
            parts = [self.pick(["A", "B", "C", "C", "-", "-", "*", "*"]), self.pick(["high", "medium", "low", "-", "*"]),
                     self.pick(["strategic", "long-term", "new", "new", "*", "*"])]
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
            if self.often(0.15):
                action["after"] = self.pick(["order", "quote", "sent", "received", "passed", "contract"])
            actions.append(action)
        return {"goal": "stay in touch", "actions": actions}

    def regular(self, number):
        card = {"name": f"Regular {number}", "owner": self.pick(books.OWNERS + [None])}
        if self.often(0.9):
            card["grade"] = self.pick(self.classes)
        for key, part, values in [
            ("potential", 0.8, ["high", "medium", "low"]), ("renewal", 0.3, [0.5, 0.9]),
            ("country", 0.6, books.COUNTRIES + ["CN", "TW"]), ("language", 0.5, LANGUAGES),
            ("need", 0.1, ["target", "dead"]),
        ]:
            if self.often(part):
                card[key] = self.pick(values)
        if self.often(0.05):
            card["archived"] = self.ago(20)
        card = {key: value for key, value in card.items() if value is not None}
        if self.often(0.2):
            card["founded"] = self.pick([self.soon(1990), self.soon(2012), 1987])
        if self.often(0.3):
            card["dates"] = [{"on": self.soon(self.today.year - self.pick([0, 0, 1, 3])), "what": "we met"}]
        card["contacts"] = [{"name": name, **({"birthday": self.birthday()} if self.often(0.4) else {})}
                            for name in self.pick([[], ["Ann"], ["Ann", "Bob"]])]
        log = self.log(card.get("grade"), card.get("owner"))
        for make in (self.invoice, self.contract):
            if self.often(0.25):
                log += make()
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

    # --- the days to remember ---
    def soon(self, year):
        """A day near today, of another year."""
        day = self.today + timedelta(days=self.pick([-3, -1, 0, 0, 0, 1, 2, 40]))
        return clamped(year, day.month, day.day)

    def birthday(self):
        day = self.pick([self.soon(1980), self.soon(1988)])
        return self.pick([day.isoformat(), day.isoformat()[5:], "02-29", "1984-02-29"])

    def event(self):
        day = self.today + timedelta(days=self.random.randint(-4, 12))
        on = [day, clamped(day.year + 1, day.month, day.day)]
        event = {"what": "fair"}
        if self.often(0.3):
            # Not over the end of the year.
            event["on"] = day.isoformat()[5:]
        else:
            event["on"] = on if self.often(0.4) else day
            if self.often(0.5):
                lasts = timedelta(days=self.pick([1, 3, 9]))
                event["until"] = [one + lasts for one in on] if isinstance(event["on"], list) else day + lasts
        if self.often(0.5):
            event["country"] = self.pick(["CN", "DE", ["CN", "TW", "US"]])
        if self.often(0.5):
            event["days_before"] = self.pick([3, 10, 30])
        return event

    def invoice(self):
        """With what was paid of it."""
        ref, currency = self.next_number("INV"), self.pick([None, "USD", "EUR"])
        due = self.today + timedelta(days=self.random.randint(-12, 12))
        found = [self.entry(self.ago(30, 12), "invoice", ref=ref, amount="1000", currency=currency, due=due.isoformat())]
        for _ in range(self.random.randint(0, 2)):
            found.append(self.entry(self.ago(11), "payment", ref=self.pick([ref, ref.lower()]),
                                    amount=self.pick(["1000", "400", "600"]), currency=self.pick([currency, "EUR"])))
        return found

    def contract(self):
        found = []
        for _ in range(self.pick([1, 1, 2])):
            until = self.today + timedelta(days=self.random.randint(-70, 70))
            found.append(self.entry(self.ago(300, 80), "contract", ref=self.next_number("FC"), amount="9000",
                                    until=until.isoformat()))
        return found

    # --- the templates ---
    OCCASIONS = ["first-contact", "cadence", "step", "agreed", "ending", "complaint", "action", "birthday", "founded",
                 "date", "anniversary", "event", "order", "quote", "quote-unanswered", "contract", "contract-end",
                 "invoice-due", "invoice-overdue", "recheck", "deal", "lost", "sample-sent", "sample-agreed", "sample-passed"]

    def templates(self):
        """By the name of the file. Each body tells the occasions."""
        found = {}
        for name in self.random.sample(["news", "thanks", "wishes", "reminder", "hello", "offer", "any"],
                                       self.random.randint(1, 4)):
            wanted = self.wanted(name)
            languages = self.pick([[None], [None, "zh"], [None, "zh", "de"], [None, "pt"], [None, "zh-CN", "en"], ["zh"]])
            names = "{{ contact.name }}" if self.often(0.15) else ""
            for language in languages:
                own = wanted
                if language is not None and len(languages) > 1 and self.often(0.4):
                    # Who writes it once more may leave out for whom it is, or say it otherwise.
                    own = self.pick([{}, {}, self.wanted(name)])
                head = {"subject": "news", **({"language": self.pick(["en", "zh"])} if self.often(0.4) else {}),
                        **({"for": own} if own else {})}
                file = f"{name}.md" if language is None else f"{name}.{language}.md"
                found[file] = "---\n" + files.yaml(head) + "---\n{{ occasions | join(\" \") }} | " + names + "\n"
        return found

    def wanted(self, name):
        """For whom; `any` for everybody, and now and then by its name alone."""
        if name == "any":
            return {"grade": [*self.classes, "none"]}
        choices = {"occasion": self.OCCASIONS, "stage": list(OPEN), "grade": [*self.classes, "none"],
                   "lifecycle": ["acquisition", "growth", "maturity", "decline", "exit"]}
        found = {}
        for key, part in (("occasion", 0.6), ("stage", 0.25), ("lifecycle", 0.3), ("grade", 0.35)):
            if self.often(part):
                words = self.random.sample(choices[key], self.random.randint(1, min(len(choices[key]), 6)))
                found[key] = words[0] if len(words) == 1 else words
        return found
