"""Random books: a workspace whose files have what people write, made from a seed."""
import random
from datetime import date, timedelta

OWNERS = ["li", "wang", "chen"]
ITEMS = ["pumps", "valves", "cylinders"]
COUNTRIES = ["DE", "CN", "US", "BR"]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        # Ends of months and a leap year come up often enough to count.
        self.today = self.pick([
            date(2026, 11, 20), date(2026, 2, 28), date(2024, 2, 29), date(2026, 8, 31), date(2026, 1, 1),
            self.day_between(date(2024, 1, 1), date(2027, 6, 30)),
            self.day_between(date(2024, 1, 1), date(2027, 6, 30)),
            self.day_between(date(2024, 1, 1), date(2027, 6, 30)),
        ])
        self.number = 0
        self.seed = seed
        # Quantities have dice of their own: the rest of the book stays what it was without them.
        self.goods = random.Random(f"goods of {seed}")

    # --- dice ---
    def pick(self, values):
        return self.random.choice(values)

    def often(self, part):
        return self.random.random() < part

    def day_between(self, first, last):
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def ago(self, most, least=0):
        return self.today - timedelta(days=self.random.randint(least, most))

    def next_number(self, letter):
        self.number += 1
        return f"{letter}-{self.number}"

    # --- the rules ---
    def rules(self):
        scheme = self.pick(["trade"] * 6 + ["own", "abc", "volume", "pyramid", "value"])
        people = {}
        for owner in OWNERS:
            people[owner] = {"name": owner.title()}
            if self.often(0.85):
                people[owner]["hours_a_week"] = self.pick([0.5, 1, 1.5, 2, 5, 8, 20])
        rules = {"version": 2, "people": people, "currency": "USD", "scheme": scheme}
        rules["rates"] = {"EUR": [{"from": "2022-01-01", "rate": "1.1"}, {"from": "2025-07-01", "rate": "1.16"}]}
        rules["calendar"] = self.calendar()
        self.classes = self.grades(scheme, rules)
        for name in rules.get("grades", {}):
            if self.often(0.1):
                rules["grades"][name]["worth"] = self.pick([1, 3, 16])
        if self.often(0.3):
            rules["complaint"] = {"answer": self.pick(["1 day", "2 days"]), "solve": self.pick(["2 days", "1 week"])}
        if self.often(0.3):
            rules["need_lasts"] = self.pick(["1 month", "90 days", "1 year"])
        if self.often(0.3):
            rules["lead_time"] = self.pick(["3 days", "2 weeks", "1 month"])
        if self.often(0.3):
            rules["lanes"] = {"debts": self.pick(["0.1", "0.3"]), "late": self.pick(["0.5", "1"]),
                              "closing": self.pick(["3 days", "7 days"])}
        if self.often(0.4):
            rules["views"] = self.views()
        if scheme == "trade":
            self.moves(rules)
        if self.often(0.3):
            # Who leaves its owner is another question; the answers here must not depend on it.
            rules["pool"] = {"after": {name: {"followup": "3 months"} for name in self.classes[1:3]}, "warn": "7 days"}
        return rules

    def calendar(self):
        calendar = {"workdays": self.pick([["mon", "tue", "wed", "thu", "fri"]] * 3
                                          + [["sun", "mon", "tue", "wed", "thu"], ["mon", "tue", "wed"]])}
        calendar["holidays"] = []
        for _ in range(self.random.randint(0, 6)):
            day = self.today + timedelta(days=self.random.randint(-60, 120))
            calendar["holidays"].append({"on": day, "until": day + timedelta(days=self.pick([0, 0, 2, 8]))})
        calendar["extra_workdays"] = [self.today + timedelta(days=self.random.randint(-60, 60))
                                      for _ in range(self.random.randint(0, 4))]
        return calendar

    def grades(self, scheme, rules):
        every = ["1 week", "7 days", "2 weeks", "10 days", "45 days", "1 month", "2 months", "1 year"]
        if scheme == "trade":
            if self.often(0.5):
                rules["grades"] = {
                    "A": {"cadence": self.pick(["1 month", "2 weeks", "1 week"]), "minutes": self.pick([7.5, 30]),
                          "rhythm": {"orders": self.pick([2, 3]), "spread": self.pick(["0.5", "0.34", "0.7"]),
                                     "longest": self.pick(["3 months", "45 days"])}},
                    "B": {"steps": {"agreed": [1, 1, 2, 3, 7, 7, 15][:self.pick([3, 7])],
                                    "received": self.pick([[3, 7, 3, 7], [2, 5]])}, "minutes": 11},
                    "C": {"cadence": self.pick(every + ["2 a month", "3 a month"]), "minutes": self.pick([20, 45])},
                    "D": {"cadence": self.pick(every), "minutes": 4},
                    "E": {"cadence": self.pick(every + ["never"]), "minutes": 2},
                }
            return ["A", "B", "C", "D", "E"]
        if scheme == "own":
            rules["grades"] = {
                "key": {"cadence": self.pick(["1 week", "2 a month", "4 a month"]), "minutes": 30},
                "deal": {"steps": {"quote": [2, 5, 7], "contract": [10, 20]}, "minutes": 15},
                "rest": {"cadence": self.pick(every), "minutes": 5},
                "lost": {"cadence": "never", "minutes": 5},
            }
            return ["key", "deal", "rest", "lost"]
        names = {"abc": ["A", "B", "C"], "volume": ["S", "A", "B", "C", "D"], "value": ["A", "B", "C"],
                 "pyramid": ["super", "big", "medium", "small", "inactive", "prospect", "suspect", "other"]}[scheme]
        rules["grades"] = {name: {"cadence": self.pick(every + ["2 a month"]), "minutes": self.pick([5, 10, 30])}
                           for name in names}
        if scheme != "pyramid":
            rules["unplaced"] = names[-1]
        return names

    def views(self):
        return {
            "deal": {"quote": self.pick(["30 days", "90 days", "3 months"])},
            "urgency": {"urgent": self.pick(["3 days", "7 days"]), "soon": self.pick(["20 days", "30 days"]),
                        "relaxed": self.pick(["60 days", "90 days"])},
            "lifecycle": {"first": self.pick(["6 months", "90 days"]), "growth": self.pick([1.2, 1.05]),
                          "maturity": self.pick([0.8, 0.95])},
            "volume": {"S": self.pick([0.5, 0.3]), "A": self.pick([0.8, 0.6]), "B": self.pick([0.95, 0.9]),
                       **self.measure()},
            "abc": {"A": self.pick([0.8, 0.7]), "B": self.pick([0.95, 0.9]), **self.measure()},
            "pyramid": {"super": self.pick([0.01, 0.1]), "big": self.pick([0.15, 0.2]),
                        "medium": self.pick([0.3, 0.5])},
            "face": {"first": self.pick([0.2, 0.5]), "thin": self.pick([0.5, 0.8])},
            "value": {"amount": {"A": self.pick([1.5, 1.2]), "B": self.pick([0.75, 0.5]), "points": 30},
                      "margin": {"A": self.pick([0.3, 0.25]), "B": self.pick([0.15, 0.1]), "points": 30},
                      "renewal": {"A": self.pick([0.9, 0.8]), "B": self.pick([0.7, 0.6]), "points": 40}},
            "relationship": {"strategic": self.pick(["3 years", "2 years"]), "product_lines": self.pick([2, 3]),
                             "long_term": self.pick(["1 year", "6 months"]),
                             "lapsed": self.pick(["12 months", "6 months"]), "rhythms": self.pick([2, 3])},
        }

    def measure(self):
        return self.goods.choice([{}, {"by": "amount"}, {"by": "quantity"}, {"by": "quantity", "unit": "pcs"}])

    def quantity(self):
        """How much of it, mostly in the same unit."""
        if self.goods.random() < 0.2:
            return {}
        return {"quantity": self.goods.choice([str(self.goods.randint(1, 900)), "12.5"]),
                "unit": self.goods.choice(["pcs", "pcs", "pcs", None, "t"])}

    def moves(self, rules):
        if self.often(0.07):
            rules["moves"] = "off"
        elif self.often(0.4):
            rules["moves"] = {
                "inactive": {"after": self.pick(["12 months", "6 months"]), "rhythms": self.pick([2, 3])},
                "silent": {"high": self.pick([2, 3]), "ordinary": self.pick([2, 4]),
                           "contact_days": self.pick([1, 2])},
                "quiet": self.pick(["30 days", "60 days"]),
                "verify": {"bounces": self.pick([1, 2]), "unanswered": self.pick([3, 5])},
                "recheck": self.pick(["3 months", "1 month"]),
            }
            if self.often(0.2):
                # One grade may stand for several.
                rules["moves"]["grades"] = {"order": "A", "sample": "B", "high": "C",
                                            "ordinary": self.pick(["C", "D"]), "none": self.pick(["D", "E"])}

    # --- the customers ---
    def book(self):
        """(rules, {id: (card, log)}, days to look at)."""
        rules = self.rules()
        self.scheme = rules["scheme"]
        customers = {}
        for number in range(self.random.randint(4, 24)):
            customers[f"c{number:02}"] = self.customer(number)
        days = [self.today, self.today + timedelta(days=self.random.randint(-40, 20))]
        return rules, customers, days

    def customer(self, number):
        card = {"name": f"Customer {number}"}
        computed = self.scheme not in ("trade", "own")
        grade = None if self.often(0.1) or (computed and self.often(0.8)) else self.pick(self.classes)
        owner = self.pick(OWNERS + [None]) if self.often(0.6) else "li"
        if self.often(0.7):
            card["since"] = self.ago(900) if self.often(0.95) else self.today + timedelta(days=5)
        log = [] if self.often(0.1) else self.log(grade, owner)
        if grade is not None:
            card["grade"] = grade
        if owner is not None:
            card["owner"] = owner
        for key, part, values in [
            ("country", 0.5, COUNTRIES),
            ("need", 0.25, ["target", "potential", "potential", "dead"]),
            ("potential", 0.6, ["high", "medium", "low"]),
            ("renewal", 0.4, [0.5, 0.7, 0.9, 1, 0.65]),
            ("influence", 0.07, ["lighthouse"]),
            ("cadence", 0.12, ["45 days", "1 week", "7 days", "1 month", "20 days", "1 year"]),
            ("lead_time", 0.12, ["2 days", "10 days", "3 weeks", "2 months"]),
        ]:
            if self.often(part):
                card[key] = self.pick(values)
        if self.often(0.07):
            card["archived"] = self.ago(200) if self.often(0.8) else self.today + timedelta(days=3)
        card["contacts"] = [{"name": name, "email": f"{name.lower()}{number}@c.example"}
                            for name in self.pick([[], ["Ann"], ["Ann", "Bob"]])]
        self.contacts = None
        return card, log

    def at(self, day):
        """As people and programs write it: the day alone, or with the hour in some zone."""
        if self.often(0.4):
            return day.isoformat()
        return (f"{day.isoformat()}T{self.random.randint(0, 23):02}:{self.pick(['00', '30', '59'])}:00"
                + self.pick(["+08:00", "+08:00", "+01:00", "Z", "-05:00"]))

    def log(self, grade, owner):
        span = self.pick([20, 60, 200, 500, 1500])
        # Some never answer, some always do.
        self.replies = self.pick([["none", "none", "bounced"], ["neutral", "positive"],
                                  ["none", "none", "bounced", "negative", "neutral", "positive", None]])
        entries = []
        for _ in range(self.random.randint(0, 9)):
            entries += self.follow_up(self.ago(span))
        trial = 0.8 if grade == "B" else 0.3
        for kind, part in [(self.sample, trial), (self.complaint, 0.15), (self.ending, 0.12), (self.quotes, 0.2), (self.note, 0.3)]:
            if self.often(part):
                entries += kind(self.ago(self.pick([span, min(span, 30)])))
        likely = 0.85 if grade in ("A", "S", "key") else 0.3
        if self.often(likely):
            entries += self.orders()
        entries += self.decisions(grade, span)
        entries += self.owners(owner, span)
        if self.often(0.05):
            entries += self.follow_up(self.today + timedelta(days=self.random.randint(1, 30)))
        # A merge may mix the lines.
        entries.sort(key=lambda entry: entry["at"][:10])
        if self.often(0.2):
            self.random.shuffle(entries)
        return entries

    def entry(self, day, kind, **fields):
        found = {"at": self.at(day), "by": self.pick(OWNERS), "kind": kind}
        found.update({key: value for key, value in fields.items() if value is not None})
        return found

    def next_day(self, day):
        return (day + timedelta(days=self.random.randint(1, 60))).isoformat()

    def follow_up(self, day):
        # What an import wrote knows no hour, nor what nobody wrote into its list.
        if self.often(0.1):
            return [{"at": day.isoformat(), "by": "li", "kind": "followup", "text": "last contact"}]
        fields = {
            "via": self.pick(["call", "email", "email", "visit", None]),
            "reply": self.pick(self.replies),
            "with": self.pick(["Ann", "Ann", "Bob", None]),
        }
        if self.often(0.2):
            fields["next"] = self.next_day(day)
        if self.often(0.25):
            fields["need"] = self.pick(["target", "potential", "potential", "dead"])
        if self.often(0.5):
            fields["minutes"] = self.pick([3, 5, 12, 40])
        found = [self.entry(day, "followup", **fields)]
        if self.often(0.15):
            # Somebody typed it in later, or has mended `at` since.
            later = day + timedelta(days=self.pick([0, 1, 1, 2, 2, 3, 9]))
            found[0]["written"] = f"{later.isoformat()}T{self.pick(['00:00:00', '09:30:12', '23:59:59'])}+08:00"
        if self.often(0.15):
            found += self.follow_up(day)
        return found

    def sample(self, day):
        ref, item = self.next_number("S"), self.pick(ITEMS)
        states = self.pick([["agreed"], ["agreed", "sent"], ["agreed", "sent", "received"], ["sent"], ["received"],
                            ["agreed", "sent", "received", "passed"], ["passed"], ["agreed", "failed"],
                            ["agreed", "sent", "received", "failed"], ["agreed", "cancelled"]])
        found = []
        for state in states:
            via = "call" if self.often(0.2) else None
            found.append(self.entry(day, "sample", state=state, item=item, ref=ref, via=via))
            day = min(self.today, day + timedelta(days=self.random.randint(0, 10)))
        if self.often(0.2):
            found += self.sample(self.ago(100))
        return found

    def complaint(self, day):
        ref = self.next_number("R") if self.often(0.8) else None
        states = self.pick([["opened"], ["opened", "answered"], ["opened", "opened"], ["opened", "answered", "solved"],
                            ["opened", "solved"], ["opened", "solved", "opened"], ["opened", "answered", "opened"]])
        found = []
        for state in states:
            written = ref if ref is None or self.often(0.8) else ref.lower()
            found.append(self.entry(day, "complaint", state=state, ref=written, via=self.pick([None, "call"])))
            # So far apart that no offset mixes the states: answered after solved means nothing.
            day += timedelta(days=self.random.randint(2, 5))
            if day > self.today:
                break
        if self.often(0.2):
            found += self.complaint(self.ago(20))
        return found

    def ending(self, day):
        ref = self.next_number("E") if self.often(0.8) else None
        states = self.pick([["opened"], ["opened", "answered"], ["opened", "opened"], ["opened", "answered", "saved"],
                            ["opened", "lost"], ["opened", "saved", "opened"], ["opened", "answered", "opened"],
                            ["answered"], ["lost", "answered"]])
        found = []
        for state in states:
            why, rival = self.pick([None, "price"]), self.pick([None, "Nord"])
            written = ref if ref is None or self.often(0.8) else ref.lower()
            found.append(self.entry(day, "ending", state=state, ref=written, why=why, competitor=rival,
                                    via=self.pick([None, "call"])))
            day += timedelta(days=self.random.randint(2, 5))
            if day > self.today:
                break
        if self.often(0.2):
            found += self.ending(self.ago(20))
        return found

    def quotes(self, day):
        found = [self.entry(day, "quote", amount=str(self.random.randint(100, 9000)), ref=self.next_number("Q"),
                            via=self.pick([None, "email"]))]
        if self.often(0.3):
            found.append(self.entry(self.ago(100), "contract", ref=self.next_number("K"), amount="5000"))
        return found

    def note(self, day):
        fields = {"text": "a note"}
        if self.often(0.7):
            fields["next"] = self.next_day(day)
            if self.often(0.4):
                fields["planned"] = True
        return [self.entry(day, "note", **fields)]

    def orders(self):
        gap = self.pick([20, 30, 61, 91, 180, 365])
        jitter = self.pick([0, 0, gap // 10, gap // 3, gap])
        day = self.ago(self.pick([30, 100, 400, 800]))
        found = []
        for _ in range(self.random.randint(1, 9)):
            fields = {"ref": self.next_number("PO"), "item": self.pick(ITEMS + ["PUMPS", None]), **self.quantity()}
            if self.often(0.95):
                fields["amount"] = self.pick([str(self.random.randint(50, 20000)), "1234.56", "1000"])
                fields["currency"] = self.pick([None, None, None, "USD", "EUR", "EUR", "CHF"])
                share = self.pick([None, "margin", "cost"])
                if share == "margin":
                    fields["margin"] = self.pick(["0.05", "0.15", "0.3", "0.45", "-0.1"])
                elif share == "cost":
                    fields["cost"] = str(int(float(fields["amount"]) * self.pick([0.5, 0.7, 0.9])))
            found.append(self.entry(day, "order", via=self.pick([None, None, "call"]), **fields))
            day -= timedelta(days=max(0, gap + self.random.randint(-jitter, jitter)))
        return found

    def decisions(self, grade, span):
        """The grades it had: the last one is the file's; now and then none is written down, as after an
        import."""
        if self.often(0.3):
            return []
        days = sorted(self.ago(span) for _ in range(self.random.randint(1, 3)))
        names = [self.pick(self.classes + [None]) for _ in days[1:]] + [grade]
        found, before = [], None
        for day, name in zip(days, names):
            if name is None and before is None:
                continue
            found.append(self.entry(day, "grade", **{"to": name, "why": "decided"}))
            found[-1].update({"from": before, "to": name, "at": day.isoformat()})
            before = name
        # A confirmation.
        if grade is not None and found and self.often(0.3):
            day = self.day_between(days[-1], self.today)
            found.append(dict(self.entry(day, "grade", to=grade, why="looked at"), **{"from": grade, "at": day.isoformat()}))
        return found

    def owners(self, owner, span):
        if self.often(0.6):
            return []
        return [dict(self.entry(self.ago(span), "owner", why="handed over"), **{"from": "wang", "to": owner})]
