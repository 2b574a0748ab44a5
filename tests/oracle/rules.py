"""The numbers of crm.yaml over their defaults, which are written down here once more, from domain.md."""
from fractions import Fraction

from days import Calendar, Interval

DEFAULTS = {
    "currency": "USD",
    "rates": {},
    "people": {},
    "calendar": {"workdays": ["mon", "tue", "wed", "thu", "fri"], "holidays": [], "extra_workdays": []},
    "complaint": {"answer": "1 day", "solve": "2 days"},
    "lead_time": "7 days",
    "need_lasts": "6 months",
    "required": {},
    "events": [],
    "reminders": {"ahead": "14 days", "promise": {"before": "1 day"}, "invoice": {"before": "3 days", "overdue": [3, 5, 7]}, "quote": "7 days",
                  "deal": {"ours": "7 days", "theirs": "14 days"}, "lost": "6 months", "contract": "30 days"},
    "deals": {"asked": "0.1", "quoted": "0.25", "sampling": "0.4", "negotiating": "0.5", "passed": "0.7"},
    "score": {
        "warm": 30, "hot": 60, "order": False, "ungraded": False,
        "rules": [
            {"points": 25, "event": "need", "is": ["target"]},
            {"points": 5, "event": "need", "is": ["potential"]},
            {"points": 15, "key": "budget"},
            {"points": 15, "key": "contacts.decides"},
            {"points": 10, "key": "expansion"},
            {"points": 10, "key": "outlook", "is": ["good", "好"]},
            {"points": 10, "event": "reply", "is": ["positive"], "fades": "6 months"},
            {"points": 5, "event": "reply", "is": ["neutral", "positive"], "fades": "6 months"},
            {"points": 10, "event": "sample"},
        ],
    },
    "scheme": "trade",
    "unplaced": None,
    "lanes": {"debts": "0.1", "late": "0.5", "closing": "7 days"},
    "views": {
        "deal": {"quote": "90 days"},
        "urgency": {"urgent": "7 days", "soon": "30 days", "relaxed": "90 days"},
        "lifecycle": {"first": "6 months", "growth": "1.2", "maturity": "0.8"},
        "volume": {"S": "0.5", "A": "0.8", "B": "0.95", "by": "amount", "unit": None},
        "abc": {"A": "0.8", "B": "0.95", "by": "amount", "unit": None},
        "pyramid": {"super": "0.01", "big": "0.05", "medium": "0.2"},
        "face": {"first": "0.2", "thin": "0.5"},
        "value": {
            "amount": {"A": "1.5", "B": "0.75", "points": 30},
            "margin": {"A": "0.3", "B": "0.15", "points": 30},
            "renewal": {"A": "0.9", "B": "0.7", "points": 40},
        },
        "relationship": {"strategic": "3 years", "product_lines": 2, "long_term": "1 year",
                         "lapsed": "12 months", "rhythms": 2},
    },
    "moves": {
        "grades": {"order": "A", "sample": "B", "high": "C", "ordinary": "D", "none": "E"},
        "inactive": {"after": "12 months", "rhythms": 2},
        "silent": {"high": 3, "ordinary": 4, "contact_days": 2},
        "quiet": "60 days",
        "verify": {"bounces": 2, "unanswered": 5},
        "recheck": "3 months",
    },
}

RHYTHM = {"orders": 2, "spread": "0.5", "longest": "3 months"}

# Section 2 of domain.md.
GRADES = {
    "trade": {
        "A": {"cadence": "1 month", "rhythm": RHYTHM, "minutes": "7.5"},
        "B": {"steps": {"agreed": [1, 1, 2, 3, 7, 7, 15], "received": [3, 7, 3, 7]}, "minutes": 11},
        "C": {"cadence": "2 months", "minutes": 20},
        "D": {"cadence": "3 months", "minutes": 4},
        "E": {"cadence": "6 months", "minutes": 2},
    },
}

# In a computed scheme the classes are those of the view; which cadence each has says its own crm.yaml.
COMPUTED = {
    "abc": ["A", "B", "C"],
    "volume": ["S", "A", "B", "C", "D"],
    "pyramid": ["super", "big", "medium", "small", "inactive", "prospect", "suspect", "other"],
    "value": ["A", "B", "C"],
}


def over(defaults, written):
    """Key by key over the defaults."""
    if not isinstance(defaults, dict):
        return defaults if written is None else written
    written = written if isinstance(written, dict) else {}
    found = {key: over(value, written.get(key)) for key, value in defaults.items()}
    found.update({key: value for key, value in written.items() if key not in defaults})
    return found


class Grade:
    def __init__(self, name, place, rules):
        self.name, self.place = name, place
        cadence = rules.get("cadence")
        self.never = cadence == "never"
        self.times = None
        self.interval = None
        if cadence is not None and not self.never:
            if str(cadence).endswith(" a month"):
                self.times = int(str(cadence).split()[0])
            else:
                self.interval = Interval(cadence)
        self.rhythm = rules.get("rhythm")
        if self.rhythm is not None:
            self.rhythm = over(RHYTHM, self.rhythm)
        self.steps = {key: [int(gap) for gap in gaps] for key, gaps in (rules.get("steps") or {}).items()}
        self.minutes = Fraction(str(rules["minutes"]))
        self.worth = rules.get("worth")

    @property
    def first_sequence(self):
        return next(iter(self.steps))


class Rules:
    def __init__(self, written):
        self.written = written
        for key, default in DEFAULTS.items():
            setattr(self, key, over(default, written.get(key)))
        self.moves_off = written.get("moves") == "off"
        self.moves_written = isinstance(written.get("moves"), dict)
        self.calendar = Calendar(self.calendar)
        grades = written.get("grades")
        if self.scheme == "trade":
            default = GRADES["trade"]
            if grades is None:
                grades = default
            else:
                # A key that is missing falls back to the built-in class of the same name, but a class
                # that says how often has said it.
                grades = {name: merged(default.get(name, {}), own) for name, own in grades.items()}
        self.grades = {name: Grade(name, place, own) for place, (name, own) in enumerate(grades.items())}
        self.is_computed = self.scheme in COMPUTED
        if self.is_computed and self.unplaced is None:
            # Reading: no page says what goes without `unplaced`; the program has these.
            self.unplaced = "small" if self.scheme == "pyramid" else "C"

    def place(self, grade):
        """In the order of work; what has no grade comes last."""
        return self.grades[grade].place if grade in self.grades else len(self.grades)

    def number(self, *keys):
        return Fraction(str(self.at(*keys)))

    def interval(self, *keys):
        return Interval(self.at(*keys))

    def at(self, *keys):
        value = self
        for key in keys:
            value = getattr(value, key) if isinstance(value, Rules) else value[key]
        return value

    def in_currency(self, amount, currency, day):
        """In the workspace's currency; None without a rate."""
        if currency in (None, self.currency):
            return amount
        begun = [rate for rate in self.rates.get(currency, []) if rate["from"] <= day.isoformat()]
        if not begun:
            return None
        return amount * Fraction(str(max(begun, key=lambda rate: rate["from"])["rate"]))


def merged(default, own):
    kept = dict(default)
    if "cadence" in own or "steps" in own:
        for key in ("cadence", "steps", "rhythm"):
            if key not in own and (key != "rhythm" or "steps" in own):
                kept.pop(key, None)
    kept.update(own)
    return kept
