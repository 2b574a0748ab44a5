"""The deals: schema/README.md, "What became of a quote" and "Deals". They are stored nowhere, and made of a log that
is read in order; where the page leaves something open, a comment says "reading"."""
from fractions import Fraction

from files import folded

OPEN = ("asked", "quoted", "sampling", "negotiating", "passed")
ENDS = ("won", "lost")
ON_ITS_WAY = {"agreed": "dispatch", "sent": "arrival", "received": "test"}
ANSWERS = ("negative", "neutral", "positive")


class Deal:
    def __init__(self, day):
        self.begun = self.moved = self.since = day
        self.item = self.stage = self.waits_for = self.amount = self.currency = None
        self.expected = self.why = self.competitor = None
        self.refs = []

    @property
    def is_open(self):
        return self.stage in OPEN

    def has_ref(self, entry):
        return entry.ref is not None and entry.ref in [folded(ref) for ref in self.refs]

    def has_item(self, entry):
        return entry["item"] is not None and self.item is not None and folded(entry["item"]) == folded(self.item)

    def take(self, entry):
        """The numbers and the item that an entry says. Reading: the first word on the item stays."""
        if entry.ref is not None and not self.has_ref(entry):
            self.refs.append(entry["ref"])
        if self.item is None:
            self.item = entry["item"]

    def price(self, entry):
        """"The amount is that of the newest quote that has one, then of the order", which replaces it."""
        if entry["amount"] is not None:
            self.amount, self.currency = Fraction(str(entry["amount"])), entry["currency"]

    def go(self, stage, waits_for, day):
        if stage != self.stage:
            self.since = day
        self.stage, self.waits_for = stage, waits_for


class Deals:
    """Those of one customer, in the order in which they began."""

    def __init__(self, history):
        self.history, self.found = history, []
        # The open ones in the order in which they moved, the last at the end: days alone can't tell it.
        self.moving = []
        self.ordered = set()
        # Each entry of a sample, and the deal that it is of.
        self.samples = []
        for entry in history.log:
            self.read(entry)
        self.ask()

    def read(self, entry):
        if entry.is_end:
            self.close(entry)
        elif entry.kind == "quote":
            self.quote(entry)
        elif entry.kind == "sample":
            self.sample(entry)
        elif entry.kind == "contract" or (entry.kind == "order" and not entry.is_return):
            self.order(entry)
        elif entry.kind == "followup":
            self.follow_up(entry)

    def move(self, deal, entry):
        deal.moved = entry.day
        if deal in self.moving:
            self.moving.remove(deal)
        if deal.is_open:
            self.moving.append(deal)

    def going_on(self, entry):
        """"With the open deal that has its ref, else its item, else with the one that moved last, where the
        entry or that deal says no item"."""
        for is_its in (lambda deal: deal.has_ref(entry), lambda deal: deal.has_item(entry)):
            for deal in reversed(self.moving):
                if is_its(deal):
                    return deal
        if not self.moving:
            return None
        last = self.moving[-1]
        return last if entry["item"] is None or last.item is None else None

    def begin(self, entry):
        deal = Deal(entry.day)
        self.found.append(deal)
        return deal

    def quote(self, entry):
        deal = self.going_on(entry) or self.begin(entry)
        deal.take(entry)
        deal.price(entry)
        # Reading: what an entry doesn't say of the day stays as it was.
        deal.expected = entry.date("expected") or deal.expected
        if deal.stage is None:
            deal.go("quoted", "answer", entry.day)
        elif deal.stage != "sampling":
            deal.waits_for = "answer"
        self.move(deal, entry)

    def close(self, entry):
        """What was lost or won without having been quoted is no deal."""
        deal = self.going_on(entry)
        if deal is None:
            return
        deal.take(entry)
        deal.price(entry)
        deal.why, deal.competitor = entry["why"], entry["competitor"]
        deal.go(entry["state"], None, entry.day)
        self.move(deal, entry)

    def sample(self, entry):
        state = entry["state"]
        deal = self.going_on(entry)
        if deal is None:
            # It only ends something.
            if state in ("failed", "cancelled"):
                return
            deal = self.begin(entry)
        self.samples.append((entry, deal))
        deal.take(entry)
        if state in ON_ITS_WAY:
            deal.go("sampling", ON_ITS_WAY[state], entry.day)
        elif state == "passed":
            deal.go("passed", "order", entry.day)
        elif deal.amount is not None:
            deal.go("negotiating", "step", entry.day)
        else:
            deal.go("lost", None, entry.day)
        self.move(deal, entry)

    def order(self, entry):
        """"The open deals of its ref or item; where there are none all open ones, unless its item was ordered
        before"."""
        item = folded(entry["item"]) if entry["item"] is not None and entry.kind == "order" else None
        is_repeat = item is not None and item in self.ordered
        self.ordered.add(item)
        its = [deal for deal in self.moving if deal.has_ref(entry) or (item is not None and deal.has_item(entry))]
        if not its and not is_repeat:
            its = list(self.moving)
        for deal in its:
            if len(its) == 1:
                deal.price(entry)
            if deal.item is None and entry.kind == "order":
                deal.item = entry["item"]
            deal.go("won", None, entry.day)
            self.move(deal, entry)

    def follow_up(self, entry):
        if entry["need"] == "dead":
            for deal in list(self.moving):
                deal.go("lost", None, entry.day)
                self.move(deal, entry)
        if entry["reply"] not in ANSWERS:
            return
        for deal in [deal for deal in self.moving if entry.day > deal.moved]:
            if deal.stage in ("quoted", "negotiating"):
                deal.go("negotiating", "step", entry.day)
            self.move(deal, entry)

    def ask(self):
        """The need of the file has no day on which it was said, and asks for nothing."""
        said = [entry for entry in self.history.followups if entry["need"] is not None]
        if not said or said[-1]["need"] != "target" or self.moving:
            return
        day = said[-1].day
        bought = [entry for entry in self.history.log
                  if entry.kind == "contract" or (entry.kind == "order" and not entry.is_return)]
        before = [entry.day for entry in bought] + [deal.moved for deal in self.found]
        if any(other >= day for other in before):
            return
        if self.history.rules.interval("need_lasts").after(day) < self.history.today:
            return
        deal = Deal(day)
        deal.go("asked", "quote", day)
        self.found.append(deal)


def answer(history):
    """What is told of each deal of a customer."""
    return [] if history.archived else [told(deal, history) for deal in Deals(history).found]


def told(deal, history):
    """As `crm deals` names it."""
    rules = history.rules
    likelihood = {"won": Fraction(1), "lost": Fraction(0)}.get(deal.stage)
    if likelihood is None:
        likelihood = rules.number("deals", deal.stage)
    weighted = None
    if deal.amount is not None:
        weighted = rules.in_currency(deal.amount * likelihood, deal.currency, deal.moved)
    waits_for = deal.waits_for
    # A quote counts on the last day of its time, too: as in the view.
    counts = rules.interval("views", "deal", "quote").after(deal.moved) >= history.today
    if deal.is_open and deal.stage not in ("asked", "sampling") and not counts:
        waits_for = "decision"
    return {
        "id": history.id, "item": deal.item, "refs": deal.refs, "stage": deal.stage,
        "since": deal.since.isoformat(), "days": (history.today - deal.since).days,
        "begun": deal.begun.isoformat(), "moved": deal.moved.isoformat(),
        "amount": deal.amount, "currency": deal.currency, "likelihood": likelihood, "weighted": weighted,
        "expected": deal.expected.isoformat() if deal.expected else None,
        "waits_for": waits_for, "why": deal.why, "competitor": deal.competitor,
    }
