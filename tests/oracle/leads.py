"""What speaks for an order and against it: rules of a lead score, what customers' files say of themselves, and leads of
whom little else is known. They come on top of the random books."""
import random

import books

INDUSTRIES = ["machinery", "heavy machinery", "hydraulics and machines", "food", "Machinery"]
TAGS = ["hydraulics", "hydra", "lighthouse", "fair 2026", "OEM"]
STATES = ["agreed", "sent", "received", "passed", "failed"]
FADES = ["1 day", "7 days", "10 days", "3 weeks", "45 days", "1 month", "5 months", "6 months", "1 year", "3 years",
         "400 days"]


class Prospector(books.Maker):
    """With dice of its own, as the traders: the rest of the book stays what it was without it, but for what is written
    into the files and follow-ups that are there."""

    def __init__(self, maker):
        self.random = random.Random(f"leads of {maker.seed}")
        self.goods = maker.goods
        self.today, self.classes = maker.today, maker.classes
        self.number = 7000

    def add_to(self, rules, customers):
        if self.often(0.85):
            rules["score"] = self.score()
        for card, log in customers.values():
            self.describe(card, 0.35)
            self.ask_for_visits(log)
        for number in range(self.random.randint(1, 4)):
            customers[f"l{number}"] = self.lead()

    # --- the rules ---
    def score(self):
        score = {}
        if self.often(0.6):
            score["warm"] = self.pick([-5, 0, 5, 15, 25])
            score["hot"] = score["warm"] + self.pick([0, 5, 15, 30])
        for key in ("order", "ungraded"):
            if self.often(0.7):
                score[key] = self.often(0.7)
        if self.often(0.8):
            score["rules"] = [self.rule() for _ in range(self.pick([0, 1, 3, 6, 9, 14]))]
        return score

    def rule(self):
        points = {"points": self.pick([1, 2, 3, 5, 7, 10, 13, 25, 40, -1, -4, -10, -25])}
        if self.often(0.5):
            return {**points, **self.of_the_log()}
        return {**points, **self.pick([self.there, self.words, self.words, self.numbers])()}

    def there(self):
        return {"key": self.pick(["budget", "outlook", "expansion", "tags", "industry", "staff", "revenue", "potential",
                                  "need", "grade", "since", "influence", "contacts", "contacts.decides",
                                  "contacts.decides", "contacts.position", "contacts.email", "contacts.birthday",
                                  "archived", "cadence", "founded", "dates"])}

    def words(self):
        """Of a text parts of it; of a tag and a word a part is none."""
        key, words = self.pick([
            ("industry", ["machin", "MACHINERY", "food", "and m"]), ("industry", ["machinery", "hydraulics"]),
            ("tags", TAGS + ["HYDRAULICS", "house"]), ("tags", TAGS), ("outlook", ["good", "bad", "好"]),
            ("budget", ["eur", "USD", "40"]), ("expansion", ["plant", "新厂"]), ("grade", ["A", "B", "sup", "key"]),
            ("country", ["DE", "cn", "B"]), ("need", ["target", "dead", "pot"]), ("potential", ["high", "scored", "lo"]),
            ("contacts.position", ["director", "BUYER", "采购"]), ("owner", ["li", "che"]), ("influence", ["light"]),
            ("name", ["Lead", "lead 7001"]),
        ])
        return {"key": key, "is": self.random.sample(words, self.random.randint(1, min(3, len(words))))}

    def numbers(self):
        key, steps = self.pick([("staff", [10, 100, 500, 0]), ("revenue", [1000, 150000, 2000000]),
                                ("renewal", [0.5, 0.65, "0.7", 0.9, 1])])
        found = {"key": key}
        if self.often(0.7):
            found["from"] = self.pick(steps)
        if self.often(0.5) or len(found) == 1:
            found["below"] = self.pick(steps)
        return found

    def of_the_log(self):
        event, words = self.pick([
            ("need", ["target", "potential", "dead"]), ("need", ["target", "potential", "dead"]),
            ("reply", ["none", "bounced", "negative", "neutral", "positive"]),
            ("reply", ["none", "bounced", "negative", "neutral", "positive"]), ("visit", ["yes", "no", "maybe"]),
            ("sample", STATES), ("quote", []), ("order", []),
        ])
        found = {"event": event}
        if words and self.often(0.6):
            found["is"] = self.random.sample(words, self.random.randint(1, 2))
        if self.often(0.6):
            found["fades"] = self.pick(FADES)
        return found

    # --- the customers ---
    def describe(self, card, part):
        for key, values in [
            ("industry", INDUSTRIES), ("staff", [9, 10, 99, 100, 120, 500, 4000]),
            ("outlook", ["good", "rather good", "bad", "很好"]),
            ("revenue", [0, 1000, 150000, 1999999.5, 15000000]), ("budget", ["EUR 40,000 in 2027", "USD 5", "none yet"]),
            ("expansion", ["a second plant", "新厂", "a hall"]), ("potential", ["scored"]),
        ]:
            if self.often(part * (0.5 if key == "potential" else 1)):
                card[key] = self.pick(values)
        if self.often(part):
            card["tags"] = self.random.sample(TAGS, self.random.randint(0, 3))
        for contact in card.get("contacts") or []:
            if self.often(part):
                contact["decides"] = self.pick([True, True, False])
            if self.often(part):
                contact["position"] = self.pick(["Purchasing director", "buyer", "采购经理"])

    def ask_for_visits(self, log):
        for entry in log:
            if entry["kind"] == "followup" and self.often(0.25):
                entry["visit"] = self.pick(["yes", "yes", "no", "maybe"])

    def lead(self):
        """Nobody graded most of them, nor said what could become of them."""
        self.number += 1
        card = {"name": f"Lead {self.number}", "owner": self.pick(books.OWNERS)}
        if self.often(0.25):
            card["grade"] = self.pick(self.classes)
        if self.often(0.5):
            card["potential"] = self.pick(["scored", "scored", "high", "medium", "low"])
        if self.often(0.3):
            card["need"] = self.pick(["target", "target", "potential"])
        card["contacts"] = [{"name": name} for name in self.pick([[], ["Ann"], ["Ann", "Bob"]])]
        self.describe(card, 0.6)
        self.replies = ["none", "negative", "neutral", "positive", "positive", None]
        log = []
        for _ in range(self.random.randint(0, 5)):
            log += self.follow_up(self.ago(self.pick([10, 60, 300])))
        for make, part in ((self.sample, 0.3), (self.quotes, 0.3)):
            if self.often(part):
                log += make(self.ago(60))
        log.sort(key=lambda entry: entry["at"][:10])
        self.ask_for_visits(log)
        return card, log
