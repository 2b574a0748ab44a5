"""The moves that are suggested, and the tasks: domain.md, "When a move is suggested"."""
from fractions import Fraction

from days import Interval
from dates import anchor_of
from lead import Lead

SILENT = ("none", "bounced")


# The moves that an event makes due, with its day.
BY_EVENT = {
    "order": lambda history: history.orders[-1].day,
    "sample": lambda history: history.running_sample().day,
    "back-in-contact": lambda history: history.followups[-1].day,
    "lost": lambda history: history.gone().day,
}


class Move:
    def __init__(self, code, to, archive=False):
        self.code, self.to, self.archive = code, to, archive


def suggestions(history, book):
    """At most one move, then the tasks."""
    rules = history.rules
    # Reading: archived customers are left alone.
    if rules.moves_off or history.archived:
        return []
    if rules.is_computed:
        return computed(history, book) + verify(history)
    if any(name not in rules.grades for name in rules.moves["grades"].values()):
        return []
    move = first_move(history)
    return ([move] if move else []) + verify(history) + recheck(history)


def computed(history, book):
    """A file that says another grade than the scheme computes; not where the scheme can't tell."""
    told = book.computed_class(history)
    if history.grade is None or told is None or told == history.grade:
        return []
    return [Move("computed", told)]


def first_move(history):
    rules, today = history.rules, history.today
    changed = last_change(history)
    # "*Hysteresis*: rules 4 to 6 are silent for 60 days after the grade last changed."
    gone = history.gone()
    if gone is not None and not is_decided_since(history, gone):
        # "`lost` …, before all others". Reading: who said that it will never need it is to be archived, too.
        grades = rules.moves["grades"]
        lost = Move("lost", grades["none"]) if history.grade != grades["none"] else None
        return no_need(history, grades) or lost
    is_quiet = changed is not None and today < rules.interval("moves", "quiet").after(changed)
    for rule, waits in [(order, False), (sample, False), (sequence_over, False), (inactive, True),
                        (back_in_contact, True), (silent, True), (no_need, False), (ungraded, False)]:
        found = None if waits and is_quiet else rule(history, rules.moves["grades"])
        # Reading: where one grade stands for several, a move to where it is already is none.
        if found is not None and (found.to != history.grade or found.archive):
            return found
    return None


def last_change(history):
    """Reading: of the grade that it has now; where no entry leads to that one, the last change of any."""
    changes = [entry for entry in history.of("grade") if entry["from"] != entry["to"]]
    own = [entry for entry in changes if entry["to"] == history.grade]
    found = own or changes
    return found[-1].day if found else None


def is_decided_since(history, entry):
    """A decision on the grade, or a confirmation of it."""
    decisions = history.of("grade")
    return bool(decisions) and history.comes_after(decisions[-1], entry)


def order(history, grades):
    """1."""
    if history.orders and not is_decided_since(history, history.orders[-1]) and history.grade != grades["order"]:
        if not is_lapsed(history):
            return Move("order", grades["order"])
        # Reading: an A that 4 takes back at once is no move; who has no grade gets what both lead to.
        return Move("inactive", grades["high"]) if history.grade is None else None
    return None


def sample(history, grades):
    """2, "until somebody decides"."""
    running = history.running_sample()
    if running is None or history.grade in (grades["order"], grades["sample"]):
        return None
    return None if is_decided_since(history, running) else Move("sample", grades["sample"])


def sequence_over(history, grades):
    """3."""
    if history.grade != grades["sample"]:
        return None
    # Another sample that still runs keeps it.
    is_ended = bool(history.samples) and history.running_sample() is None
    found = anchor_of(history, history.rules.grades[history.grade])
    is_used_up = False
    if found is not None:
        anchor, gaps = found
        done = sum(1 for day in history.contact_days if day > anchor)
        # Reading: a cadence of its own has no sequence that could be used up, and so has one without need.
        is_used_up = (done >= len(gaps) and history.card.get("cadence") is None
                      and history.card.get("need") != "dead")
    elif is_ended:
        anchor = history.samples[-1].day
    if not (is_used_up or is_ended):
        return None
    if any(day >= anchor for day in history.order_days):
        return None
    replied = any(entry.day >= anchor and entry["reply"] in ("neutral", "positive") for entry in history.followups)
    return Move("sequence-over", grades["high"] if replied else grades["ordinary"])


def inactive(history, grades):
    """4."""
    if history.grade != grades["order"] or not is_lapsed(history):
        return None
    return Move("inactive", grades["high"])


def is_lapsed(history):
    """No order for so long, and for several times its own rhythm."""
    rules = history.rules
    # Reading: without any order it counts from the day of its grade, else from `since`.
    known = history.order_days[-1] if history.order_days else last_change(history) or history.customer.date("since")
    if known is None or rules.interval("moves", "inactive", "after").after(known) > history.today:
        return False
    rule = next((grade.rhythm for grade in rules.grades.values() if grade.rhythm), None)
    rhythm = history.rhythm(rule) if rule else None
    times = Fraction(str(rules.moves["inactive"]["rhythms"]))
    return rhythm is None or (history.today - known).days >= times * rhythm.every


def back_in_contact(history, grades):
    """5; it is an event, which asks "until somebody decides"."""
    if not history.followups or is_decided_since(history, history.followups[-1]):
        return None
    reply = history.followups[-1]["reply"]
    if reply == "positive" and history.grade in (grades["ordinary"], grades["none"]):
        return Move("back-in-contact", grades["high"])
    if reply == "neutral" and history.grade == grades["none"]:
        return Move("back-in-contact", grades["ordinary"])
    return None


def silence(history, is_silent):
    """How many of the newest follow-ups in a row, and on how many days. A follow-up whose reply isn't
    written down is not silence (reading)."""
    row = []
    for entry in reversed(history.followups):
        if not is_silent(entry):
            break
        row.append(entry.day)
    return len(row), len(set(row))


def silent(history, grades):
    """6."""
    limits = history.rules.moves["silent"]
    if history.grade == grades["high"]:
        most, to = limits["high"], grades["ordinary"]
    elif history.grade == grades["ordinary"]:
        most, to = limits["ordinary"], grades["none"]
    else:
        return None
    # "The moves `silent` and `no-need` … wait until it is saved or lost" (schema/README.md).
    if history.emergencies("ending"):
        return None
    count, days = silence(history, lambda entry: entry["reply"] in SILENT)
    return Move("silent", to) if count >= most and days >= limits["contact_days"] else None


def no_need(history, grades):
    """7: who is an E already is still to be archived."""
    if history.followups and history.followups[-1]["need"] == "dead" and not history.emergencies("ending"):
        return Move("no-need", grades["none"], archive=True)
    return None


def ungraded(history, grades):
    if history.grade is not None:
        return None
    potential, _ = Lead(history).first_potential
    return Move("ungraded", grades["high"] if potential == "high" else grades["ordinary"])


def verify(history):
    """Two bounces in a row, or five follow-ups without a reply to the same address, counted since its last answer
    (reading: the same channel, to the same person; without a name to the one who decides, else the first; of those tried
    since the customer last answered by any way)."""
    limits = history.rules.moves["verify"]
    bounces, _ = silence(history, lambda entry: entry["reply"] == "bounced")
    if bounces >= limits["bounces"]:
        return [Move("verify", None)]
    contacts = history.card.get("contacts") or []
    usual = next((one for one in contacts if one.get("decides") is True), contacts[0] if contacts else {}).get("name")
    place = lambda entry: (entry["via"], entry["with"] or usual)
    row, _ = silence(history, lambda entry: entry["reply"] in SILENT)
    tried = {place(entry) for entry in history.followups[len(history.followups) - row:]}
    for one in tried:
        unanswered = 0
        for entry in history.followups:
            if place(entry) == one:
                unanswered = unanswered + 1 if entry["reply"] in SILENT else 0
        if unanswered >= limits["unanswered"]:
            return [Move("verify", None)]
    return []


def last_decision(history):
    """On the grade that it has, confirmations included."""
    found = [entry for entry in history.of("grade") if entry["to"] == history.grade]
    return found[-1].day if found else None


def recheck(history):
    """No decision or confirmation for 3 months; of a grade of which none is written it counts from
    `since`, and without that it is due now (reading)."""
    if history.grade is None:
        return []
    known = last_decision(history) or history.customer.date("since")
    if known is None or Interval(history.rules.moves["recheck"]).after(known) <= history.today:
        return [Move("recheck", None)]
    return []
