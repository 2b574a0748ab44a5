"""A whole book on a day: every customer's history, and what the rules say of it."""
import dates
import moves
import views
from history import History
from lead import Lead
from rules import Rules


class Book:
    def __init__(self, written, customers, today, templates=()):
        self.rules = Rules(written)
        self.customers, self.today, self.templates = customers, today, templates
        self.histories = {id: History(one, self.rules, today) for id, one in customers.items()}
        self.figures = {id: views.Figures(one) for id, one in self.histories.items()}
        self.ranking = views.Ranking(self.figures)
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
        """What a computed scheme tells; None where it can't."""
        figures = self.figures[history.id]
        return {
            "abc": lambda: views.abc(history, self.ranking),
            "volume": lambda: views.volume(history, figures, self.ranking),
            "pyramid": lambda: views.pyramid(history, figures, self.ranking),
            "value": lambda: views.value(history, figures, self.ranking),
        }[self.rules.scheme]()
