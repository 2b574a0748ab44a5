"""A whole book on a day: every customer's history, and what the rules say of it."""
from copy import copy
from fractions import Fraction

import dates
import moves
import views
from days import Interval
from history import History
from lead import Lead
from rhythm import expected_revenue
from rules import Rules

# The classes of the schemes that go by revenue, the one that brings most first.
ORDER = {
    "abc": ["A", "B", "C"],
    "volume": ["S", "A", "B", "C", "D"],
    "pyramid": ["super", "big", "medium", "small", "inactive", "prospect", "suspect", "other"],
    "value": ["A", "B", "C"],
}


class Book:
    def __init__(self, written, customers, today, templates=()):
        self.rules = Rules(written)
        self.customers, self.today, self.templates = customers, today, templates
        self.histories = {id: History(one, self.rules, today) for id, one in customers.items()}
        self.figures = {id: views.Figures(one) for id, one in self.histories.items()}
        self.ranking = views.Ranking(self.figures)
        self.see_quarters()
        self.classes = {id: self.class_of(one) for id, one in self.histories.items()}
        self.due = {id: dates.next_due(one, self.classes[id], today) for id, one in self.histories.items()}
        self.leads = {id: Lead(one) for id, one in self.histories.items()}
        self.views = {id: views.classes(one, self.figures[id], self.ranking, self.due[id], self.leads[id])
                      for id, one in self.histories.items()}
        self.moves = {id: moves.suggestions(one, self) for id, one in self.histories.items()}

    def has_decision(self, id):
        return moves.last_decision(self.histories[id]) is not None

    def place(self, id, grade):
        """Its place in the order of work. "A hot customer without a grade that needs it now, or whose last reply was
        positive, stands among those of a high potential" (crm help views)."""
        rules, history = self.rules, self.histories[id]
        place = rules.place(grade)
        if place != rules.place(None) or rules.is_computed or rules.moves_off:
            return place
        high = rules.moves["grades"]["high"]
        replied = history.followups[-1]["reply"] if history.followups else None
        is_wanted = views.need(history) == "target" or replied == "positive"
        is_hot = self.leads[id].name == "hot"
        return rules.place(high) if is_hot and is_wanted and high in rules.grades else place

    def class_of(self, history):
        """The class that drives: the file's grade, or in a computed scheme that of the view."""
        rules = self.rules
        if not rules.is_computed:
            return history.grade
        computed = self.computed_class(history)
        return rules.unplaced if computed is None else computed

    def computed_class(self, history):
        """What a computed scheme tells; None where it can't. "A tier of revenue goes down only where last year's revenue and
        the expected revenue agree", from what it had at the beginning of the quarter, "reckoned in the same way from quarter
        to quarter, for a year back" (crm help schemes)."""
        now = self.class_by(history, self.figures, self.ranking)
        if not self.quarters or history.id not in self.ranking.before:
            return now
        was = None
        for revenue, expected in self.quarters:
            was = self.step(history, was, self.class_in(history, revenue), expected)
        return self.step(history, was, now, self.expected)

    def step(self, history, was, now, expected):
        if was is None or now is None:
            return now
        place = ORDER[self.rules.scheme].index
        will = self.class_in(history, expected)
        is_kept = will is not None and place(was) < place(now) and place(will) < place(now)
        return max(was, will, key=place) if is_kept else now

    def class_in(self, history, year):
        """As if that year were the last one; None where it brings nothing."""
        figures, ranking = year
        return self.class_by(history, figures, ranking) if history.id in ranking.before else None

    def class_by(self, history, figures, ranking):
        figures = figures[history.id]
        return {
            "abc": lambda: views.abc(history, ranking),
            "volume": lambda: views.volume(history, figures, ranking),
            "pyramid": lambda: views.pyramid(history, figures, ranking),
            "value": lambda: views.value(history, figures, ranking),
        }[self.rules.scheme]()

    def see_quarters(self):
        """The figures as if other years were the last one: those up to the first days of the quarters, with those that were
        expected on these days; nothing where no tier of revenue drives."""
        scheme, rules = self.rules.scheme, self.rules
        self.quarters = []
        if scheme not in ORDER or scheme in ("abc", "volume") and rules.views[scheme]["by"] != "amount":
            return
        # "As one knew it on the first day of the month".
        first = self.today.replace(day=1)
        quarter = Interval(f"{(first.month - 1) % 3} months").before(first)
        self.expected = self.year(first)[1]
        self.quarters = [self.year(Interval(f"{3 * ago} months").before(quarter)) for ago in range(4, -1, -1)]

    def year(self, day):
        histories = {id: History(one, self.rules, day) for id, one in self.customers.items()}
        revenue = {id: views.Figures(one).last_year for id, one in histories.items()}
        expected = {id: expected_revenue(one, day, 365) for id, one in histories.items()}
        return self.with_revenue(revenue), self.with_revenue(expected)

    def with_revenue(self, revenue):
        figures = {id: copy(one) for id, one in self.figures.items()}
        for id, one in figures.items():
            one.last_year = revenue[id] or Fraction(0)
        return figures, views.Ranking(figures)
