"""The thirteen views: domain.md, "The views, exactly"; the lead by crm help views."""
from fractions import Fraction

from days import Interval
from files import folded

VIEWS = ["deal", "importance", "urgency", "need", "lifecycle", "volume", "abc", "pyramid", "face", "value",
         "potential", "relationship", "lead"]
YEAR = Interval("12 months")


class Figures:
    """What one customer bought, in the workspace's currency."""

    def __init__(self, history):
        rules, today = history.rules, history.today
        self.history = history
        # "*Last year* is the 12 months up to and including today, the *year before* the 12 before those."
        self.year_ago = YEAR.before(today)
        self.two_years_ago = YEAR.after(today, -2)
        self.last_year = self.year_before = self.ever = Fraction(0)
        self.margin_of = self.profit = Fraction(0)
        self.lines = set()
        for order in history.of("order"):
            if order["item"] is not None and not order.is_return:
                self.lines.add(folded(order["item"]))
            if order["amount"] is None:
                continue
            amount = rules.in_currency(Fraction(str(order["amount"])), order["currency"], order.day)
            if amount is None:
                continue
            self.ever += amount
            if order.day > self.year_ago:
                self.last_year += amount
                margin = margin_of(order)
                if margin is not None:
                    self.margin_of += amount
                    self.profit += amount * margin
            elif order.day > self.two_years_ago:
                self.year_before += amount
        # Whether there was anything, and whether any of it has an amount that counts: "a currency without a
        # rate is a reported problem, never a guess".
        self.ordered_last_year = any(order.day > self.year_ago for order in history.orders)
        self.ordered_year_before = any(self.two_years_ago < order.day <= self.year_ago for order in history.orders)

    def sold(self, view):
        """What a view ranks by: last year's revenue or, where `by` says so, its quantity in one unit."""
        rules = self.history.rules.views[view]
        if rules["by"] == "amount":
            return self.last_year
        found = Fraction(0)
        for order in self.history.of("order"):
            if order.day <= self.year_ago or order["quantity"] is None or order["unit"] != rules["unit"]:
                continue
            quantity = Fraction(str(order["quantity"]))
            found += -abs(quantity) if order.is_return else quantity
        return found

    @property
    def is_last_year_known(self):
        return self.last_year != 0 or not self.ordered_last_year

    @property
    def margin(self):
        return self.profit / self.margin_of if self.margin_of else None


def margin_of(order):
    if order["margin"] is not None:
        return Fraction(str(order["margin"]))
    amount = Fraction(str(order["amount"]))
    if order["cost"] is not None and amount:
        return (amount - Fraction(str(order["cost"]))) / amount
    return None


class Ranking:
    """The customers with revenue in the last year: "ranks are by revenue, highest first, ties by id"."""

    def __init__(self, figures):
        self.figures = figures
        buyers = [id for id, one in figures.items() if one.last_year > 0]
        self.by_revenue = sorted(buyers, key=lambda id: (-figures[id].last_year, id))
        self.total = sum((figures[id].last_year for id in buyers), Fraction(0))
        self.mean = self.total / len(buyers) if buyers else None
        known = [id for id in buyers if figures[id].margin is not None]
        self.by_profit = sorted(known, key=lambda id: (-figures[id].last_year * figures[id].margin, id))
        weight = sum((figures[id].margin_of for id in buyers), Fraction(0))
        profit = sum((figures[id].profit for id in buyers), Fraction(0))
        self.margin = profit / weight if weight else None
        # The part of the whole that those before it have reached.
        self.before = reached({id: one.last_year for id, one in figures.items()})
        self.sold = {view: reached({id: one.sold(view) for id, one in figures.items()}) for view in ("abc", "volume")}


def reached(brought):
    """Of each who brings anything, what part of it all those before it bring: highest first, ties by id."""
    bringing = sorted((id for id, own in brought.items() if own > 0), key=lambda id: (-brought[id], id))
    total = sum((brought[id] for id in bringing), Fraction(0))
    found, before = {}, Fraction(0)
    for id in bringing:
        found[id] = before
        before += brought[id] / total
    return found


def is_in_first(place, part, count):
    """⌈part of n⌉ of them."""
    return place < -((-part * count) // 1)


def classes(history, figures, ranking, due, lead):
    """All thirteen, by name."""
    found = {
        "deal": deal(history),
        "urgency": urgency(history, due),
        "need": need(history),
        "lifecycle": lifecycle(history, figures),
        "volume": volume(history, figures, ranking),
        "abc": abc(history, ranking),
        "pyramid": pyramid(history, figures, ranking),
        "face": face(history, figures, ranking),
        "value": value(history, figures, ranking),
        "potential": lead.potential,
        "relationship": relationship(history, figures),
        "lead": lead.name,
    }
    high = found["potential"] == "high"
    if high or found["pyramid"] in ("super", "big", "medium"):
        found["importance"] = "important"
    else:
        # "What cannot be told is null, never a default."
        found["importance"] = None if found["pyramid"] is None else "ordinary"
    return found


def deal(history):
    if history.orders:
        return "won"
    if history.running_sample() is not None:
        return "in negotiation"
    limit = history.rules.interval("views", "deal", "quote")
    # Reading: "in the last 90 days" takes in the ninetieth.
    if any(limit.after(quote.day) >= history.today for quote in open_quotes(history)):
        return "in negotiation"
    return "potential"


def open_quotes(history):
    """Those of which it isn't known that they are lost or won: schema/README.md, "What became of a quote"."""
    # "A quote of a known number is its next version": the versions of each quote.
    quotes = []
    for entry in history.of("quote"):
        if entry.is_end:
            quotes = still_open(quotes, entry)
            continue
        known = [quote for quote in quotes if entry.ref is not None and quote[-1].ref == entry.ref]
        versions = known[0] if known else []
        # The newest one is last.
        quotes = [quote for quote in quotes if quote is not versions] + [versions + [entry]]
    return [entry for quote in quotes for entry in quote]


def still_open(quotes, end):
    if end.ref is not None:
        return [quote for quote in quotes if quote[-1].ref != end.ref]
    if end["item"] is not None:
        return [quote for quote in quotes if not is_for(quote, end["item"])]
    return quotes[:-1]


def is_for(quote, item):
    """Reading: whichever of its versions says so."""
    return any(entry["item"] is not None and folded(entry["item"]) == folded(item) for entry in quote)


def urgency(history, due):
    if due.day is None:
        return "slow"
    for name in ("urgent", "soon", "relaxed"):
        if history.rules.interval("views", "urgency", name).after(history.today) >= due.day:
            return name
    return "slow"


def need(history):
    said = said_need(history)
    return history.card.get("need") if said is None else said["need"]


def said_need(history):
    """The newest follow-up that says something of it, while it counts."""
    said = [entry for entry in history.followups if entry["need"] is not None]
    lasts = history.rules.interval("need_lasts")
    return said[-1] if said and lasts.after(said[-1].day) >= history.today else None


def lifecycle(history, figures):
    orders = history.orders
    if not orders:
        return "acquisition"
    first = history.rules.interval("views", "lifecycle", "first")
    # Reading: counted back from today, which is another day at the end of some months.
    if len(orders) == 1 and orders[0].day > first.before(history.today):
        return "acquisition"
    if not figures.ordered_last_year:
        return "exit"
    if not figures.ordered_year_before:
        return "growth"
    if figures.last_year == 0 or figures.year_before == 0:
        return None
    ratio = figures.last_year / figures.year_before
    if ratio >= history.rules.number("views", "lifecycle", "growth"):
        return "growth"
    return "maturity" if ratio >= history.rules.number("views", "lifecycle", "maturity") else "decline"


def share(history, ranking, view, names):
    """Down the ranking: "the customer that reaches it is still A"."""
    before = ranking.sold[view][history.id]
    for name in names:
        if before < history.rules.number("views", view, name):
            return name
    return "C"


def volume(history, figures, ranking):
    if history.id in ranking.sold["volume"]:
        return share(history, ranking, "volume", ["S", "A", "B"])
    return "D" if history.orders and not figures.ordered_last_year else None


def abc(history, ranking):
    return share(history, ranking, "abc", ["A", "B"]) if history.id in ranking.sold["abc"] else None


def pyramid(history, figures, ranking):
    if history.id in ranking.before:
        place = ranking.by_revenue.index(history.id)
        for name in ("super", "big", "medium"):
            part = history.rules.number("views", "pyramid", name)
            if is_in_first(place, part, len(ranking.by_revenue)):
                return name
        return "small"
    # Reading: the need is that of the view, of a follow-up or of the file.
    if need(history) == "dead" and not figures.ordered_last_year:
        return "other"
    if history.orders:
        return None if figures.ordered_last_year else "inactive"
    # "At least one entry in the log: prospect." Reading: a day that a note has set is no such entry, since
    # a prospect is one with a contact (section 4), and `spread` makes no prospects.
    said = [entry for entry in history.log if not (entry.kind == "note" and entry["next"] is not None)]
    return "prospect" if said else "suspect"


def face(history, figures, ranking):
    if history.card.get("influence") is not None:
        return "black"
    first = history.rules.number("views", "face", "first")
    thin = history.rules.number("views", "face", "thin")
    count = len(ranking.by_revenue)
    if history.id not in ranking.before or figures.margin is None:
        return None
    if is_in_first(ranking.by_revenue.index(history.id), first, count) and figures.margin < ranking.margin * thin:
        return "white"
    # "Brings direct profit": a loss is none. Reading: the first of those whose profit is known.
    if figures.margin > 0 and is_in_first(ranking.by_profit.index(history.id), first, len(ranking.by_profit)):
        return "red"
    return None


def value(history, figures, ranking):
    if not history.orders or figures.ever <= 0:
        return None
    known = []
    revenue = figures.last_year if figures.is_last_year_known else None
    for name, amount in (("amount", revenue), ("margin", figures.margin), ("renewal", renewal(history))):
        if amount is None:
            continue
        scale = 1
        if name == "amount":
            if ranking.mean is None:
                continue
            scale = ranking.mean
        limits = [history.rules.number("views", "value", name, letter) * scale for letter in "AB"]
        known.append("A" if amount >= limits[0] else "B" if amount >= limits[1] else "C")
    if len(history.orders) == 1:
        known.append("C")
    return max(known) if known else None


def renewal(history):
    written = history.card.get("renewal")
    return None if written is None else Fraction(str(written))


def relationship(history, figures):
    if not history.orders:
        return "new"
    # domain.md, 4: without an order in the last 12 months, or in twice its own rhythm where that is longer.
    last, rule = history.order_days[-1], next((grade.rhythm for grade in history.rules.grades.values() if grade.rhythm), None)
    rhythm = history.rhythm(rule) if rule else None
    if history.rules.interval("views", "relationship", "lapsed").after(last) <= history.today:
        times = Fraction(str(history.rules.at("views", "relationship", "rhythms")))
        if rhythm is None or (history.today - last).days >= times * rhythm.every:
            return "lapsed"
    first = min(order.day for order in history.orders)
    limit = lambda name: history.rules.interval("views", "relationship", name).after(first) <= history.today
    lines = history.rules.at("views", "relationship", "product_lines")
    if limit("strategic") and len(figures.lines) >= lines and not history.emergencies("complaint"):
        return "strategic"
    return "long-term" if limit("long_term") else "new"
