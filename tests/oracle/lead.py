"""The lead score: crm help views, "The lead score", the comments of `score:` in crm.yaml and schema/crm.schema.json.
Where these leave something open, a comment says "reading"."""
from fractions import Fraction

import views
from days import Interval
from deals import Deals
from history import RUNNING

NUMBERS = ("staff", "revenue", "renewal")
# "In a free text, its name among them; a tag, a word, a grade, an owner, a number, a language or an id is itself".
TEXTS = ("name", "status", "source", "industry", "region", "address", "website",
         "need_size", "budget", "buying_process", "outlook", "expansion", "influence", "plan", "notes",
         "position")
# "Without any … of a need target, of a reply neutral or positive, of a visit yes"; of a sample any that runs.
WITHOUT_WORDS = {"need": ("target",), "reply": ("neutral", "positive"), "visit": ("yes",), "sample": RUNNING}


def still_open(history):
    """Those that run, without those that passed and whose deal is over, "as crm deals has it"."""
    deals = Deals(history).samples
    over = [entry for entry, deal in deals if not deal.is_open]
    return [entry for entry in history.running_samples() if entry["state"] != "passed" or entry not in over]


class Part:
    """What one rule gives."""

    def __init__(self, rule, found, on, today):
        self.key, self.event, self.found, self.on = rule.get("key"), rule.get("event"), found, on
        self.full = Fraction(str(rule["points"]))
        self.points, self.until = self.full, None
        # Reading: a need that only the file says has no day from which it could fade, and keeps all its points.
        if rule.get("fades") is not None and on is not None:
            self.until = Interval(rule["fades"]).after(on)
            self.points = faded(self.full, (self.until - today).days, (self.until - on).days)


def faded(points, left, whole):
    """"Evenly less …, to whole points, and gone after that time". Reading: to the nearest, a half away from 0."""
    if left <= 0:
        return Fraction(0)
    size = int(abs(points) * left / whole + Fraction(1, 2))
    return Fraction(size if points > 0 else -size)


class Lead:
    def __init__(self, history):
        self.history, self.rules = history, history.rules
        found = [part_of(rule, history) for rule in self.rules.score["rules"]]
        # Reading: a rule of which nothing is left gives nothing any more, though the time isn't over.
        self.parts = [part for part in found if part is not None and part.points != 0]
        self.points = sum((part.points for part in self.parts), Fraction(0))

    @property
    def is_none(self):
        """"A customer that is lost, will never need anything or is archived is cold, whatever its points"."""
        said = views.said_need(self.history)
        need = self.history.card.get("need") if said is None else said["need"]
        return need == "dead" or self.history.archived or self.history.gone() is not None

    @property
    def name(self):
        """"From so many points on."""
        if self.is_none:
            return "cold"
        for name in ("hot", "warm"):
            if self.points >= self.rules.number("score", name):
                return name
        return "cold"

    @property
    def as_potential(self):
        """"High when hot, medium when warm, else low"."""
        return {"hot": "high", "warm": "medium", "cold": "low"}[self.name]

    @property
    def potential(self):
        """That of the view."""
        written = self.history.card.get("potential")
        return self.as_potential if written == "scored" else written

    @property
    def first_potential(self):
        """What decides on the first grade: (potential, points or None). "Whether an ungraded customer of whom the file
        says no potential gets its first grade by its points" (schema/crm.schema.json)."""
        written = self.history.card.get("potential")
        if written == "scored" or (written is None and self.rules.score["ungraded"]):
            return self.as_potential, self.points
        return written, None


def part_of(rule, history):
    found = by_key(rule, history.card) if rule.get("key") is not None else by_event(rule, history)
    return None if found is None else Part(rule, *found, history.today)


# --- the customer's file ---

def by_key(rule, card):
    """(what was found, where it asks for more than that something is there; no day), or None."""
    *of, key = rule["key"].split(".")
    places = card.get("contacts") or [] if of else [card]
    for place in places:
        found = asked(rule, key, place.get(key))
        if found is not None:
            return (*found, None)
    return None


def asked(rule, key, value):
    # "A key with nothing behind it counts as absent" (schema/README.md); contacts.decides is there where one decides.
    if value is None or value == [] or value == {} or value is False:
        return None
    if rule.get("is"):
        return worded([str(word) for word in rule["is"]], key, value)
    if key not in NUMBERS or (rule.get("from") is None and rule.get("below") is None):
        # Reading: of a number it is told also where it only has to be there.
        return (text_of(value) if key in NUMBERS else None,)
    number = Fraction(str(value))
    if rule.get("from") is not None and number < Fraction(str(rule["from"])):
        return None
    if rule.get("below") is not None and number >= Fraction(str(rule["below"])):
        return None
    return (text_of(value),)


def worded(words, key, value):
    """"Of a text those that it has in it, of tags and words those that it is". Reading: whatever the case."""
    words = [word.lower() for word in words]
    for text in value if isinstance(value, list) else [value]:
        text = text_of(text)
        is_said = (lambda word: word in text.lower()) if key in TEXTS else (lambda word: word == text.lower())
        if any(is_said(word) for word in words):
            return (text,)
    return None


def text_of(value):
    """A number as it is written in the files."""
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    return str(value)


# --- the log ---

def by_event(rule, history):
    """(the word that was found, its day), or None."""
    event = rule["event"]
    words = rule.get("is") or WITHOUT_WORDS.get(event)
    if event == "need":
        # "The newest word while it counts, else the file's."
        said = views.said_need(history)
        need = history.card.get("need") if said is None else said["need"]
        return (need, said and said.day) if need in words else None
    if event in ("reply", "visit"):
        # "The newest answer": who was not reached has said nothing new, unless the rule asks for just that.
        silent = ("none", "bounced") if event == "reply" else ()
        found = [entry for entry in history.followups
                 if entry[event] is not None and (entry[event] not in silent or entry[event] in words)]
        return (found[-1][event], found[-1].day) if found and found[-1][event] in words else None
    if event == "sample":
        # Reading: of several that run the newest one that has one of the words.
        found = [entry for entry in still_open(history) if entry["state"] in words]
        return (found[-1]["state"], found[-1].day) if found else None
    if event == "quote":
        # "An open one, for `views.deal.quote`"; reading: whatever was ordered since.
        limit = history.rules.interval("views", "deal", "quote")
        found = [quote for quote in views.open_quotes(history)[-1:] if limit.after(quote.day) >= history.today]
    else:
        found = history.orders
    return (None, found[-1].day) if found else None
