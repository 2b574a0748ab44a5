"""Next dates and their reasons: domain.md, "How the next date follows from the files", rules 1 to 7."""
from datetime import timedelta

from days import ONE, Interval, first_after, month_length
from rhythm import holds

# What has a deadline of hours.
EMERGENCIES = ("complaint", "ending")


class Due:
    def __init__(self, day, code, since=None, **more):
        self.day, self.code, self.more = day, code, more
        # Since when it is due: another day than `day` where `spread` set that one.
        self.since = since or day

    @property
    def start(self):
        """From when on it is to be done: a complaint and a wish to end "from the day on which it was opened" (schema/README.md)."""
        return self.opened if self.code in EMERGENCIES else self.day

    def __repr__(self):
        return f"{self.day} [{self.code}] {self.more or ''}"


def next_due(history, grade, today):
    """`grade` is the class that drives: the file's, or the computed one."""
    # Rule 2. "An archived customer, and one with `need: dead`, is due by an open wish to end all the same, and not
    # by a complaint" (schema/README.md).
    is_out = history.archived or history.card.get("need") == "dead"
    first = history.attention("ending") if is_out else history.attention()
    if first:
        day, kind, _, _, since = first
        due = Due(day, kind, gap=(day - since).days)
        due.opened = min(since, day)
        return due
    # Rule 1.
    if history.archived:
        return Due(None, "archived")
    if is_out:
        return Due(None, "no-need")
    agreed, planned = day_set(history.log)
    if not planned:
        return without_plan(history, grade, today, agreed)
    # Rule 5, "`planned` where `spread` set it": it moves the plan, not since when it is due; where the
    # planner's day is the earlier one, it is late since that.
    own = [entry for entry in history.log if not is_planned(entry)]
    due = without_plan(history, grade, today, day_set(own)[0])
    if due.day is None:
        return due
    return Due(agreed[1], "planned", since=min(due.day, agreed[1]), plain=due)


def is_planned(entry):
    return entry.kind == "note" and entry["planned"] is True


def day_set(log):
    """Rule 5: the `next` that stands as (entry, day), and whether it is the planner's.

    Reading: the planner's `next` is "another `next`" like any: it replaces a promise for good, also
    where the contact that ends it comes before the day that was promised. `spread` itself leaves
    promises alone, so that this happens by hand and in merges only.
    """
    agreed = None
    for entry in log:
        if agreed is not None:
            kept = entry.is_contact and (is_planned(agreed[0]) or entry.day >= agreed[1])
            if kept or entry.kind == "sample":
                agreed = None
        if entry.kind in ("followup", "note") and entry["next"] is not None:
            agreed = entry, entry.date("next")
    return agreed, agreed is not None and is_planned(agreed[0])


def without_plan(history, grade, today, agreed):
    rules = history.rules
    # A day set by a note puts off rules 3 and 4 as well (crm help dates; domain.md names no note there).
    is_note = agreed is not None and agreed[0].kind == "note"
    start = history.customer.date("since") or today
    if grade is None and not is_note:
        return Due(start, "ungraded")
    if history.last_contact is None and not is_note:
        # "Never contacted is never invisible", but for a class that is on no agenda (crm help schemes, `cadence: never`).
        if rules.grades[grade].never and history.card.get("cadence") is None:
            return Due(None, "left-alone")
        return Due(start, "first-contact")
    if agreed is not None:
        return Due(agreed[1], "agreed", by=agreed[0])
    found = by_cadence(history, rules.grades[grade])
    if found is None:
        return Due(None, "left-alone")
    day, code, more = found
    # Rule 7; the rhythm of weeks and of months has looked at the calendar itself.
    return Due(more.pop("fixed", None) or rules.calendar.next_working(day), code, moved=day, **more)


def by_cadence(history, grade):
    """Rule 6, before rule 7."""
    rules = history.rules
    last = history.last_contact
    own = history.card.get("cadence")
    if own is not None:
        # "An interval grade, or the customer's own `cadence`": it is the customer's alone, and comes
        # before steps, rhythm and times of its grade.
        return by_interval(history, Interval(own), is_weekly=False)
    trial = sample_grade(history, grade)
    if trial is not None:
        return by_steps(history, trial)
    if grade.never:
        return None
    if grade.steps:
        return by_steps(history, grade)
    if grade.times:
        return by_times(history, grade.times)
    if grade.rhythm is not None:
        rhythm = history.rhythm(grade.rhythm)
        if rhythm is not None and holds(history.rhythm_days, rhythm, last):
            return by_rhythm(history, rhythm, grade)
    return by_interval(history, grade.interval, grade.interval.is_week)


def by_interval(history, interval, is_weekly):
    last, calendar = history.last_contact, history.rules.calendar
    day = interval.after(last)
    gap = {"gap": (day - last).days}
    if not is_weekly:
        return day, "cadence", gap
    # "Of a grade that wants a contact each week" (reading: not of a customer's own interval): no later than the last working day of the calendar week after the last contact's.
    monday = last - timedelta(days=last.weekday()) + timedelta(days=7)
    latest = calendar.last_working_between(monday, monday + timedelta(days=6))
    moved = calendar.next_working(day)
    return day, "cadence", {"fixed": min(moved, latest) if latest else moved, **gap}


def by_rhythm(history, rhythm, grade):
    """Domain.md: the follow-up is placed where the customer orders, "not more often without cause, and
    never left alone for long"; `lead_time` before it. What "not more often" is, is a reading taken from the program
    (src/rules/rhythm/own.rs): the first expected order that opens far enough after the contact."""
    last, gap = history.last_contact, rhythm.every
    usual = (grade.interval.after(last) - last).days
    stride = max(1, usual // gap)
    apart = min(7, max(1, gap // 4)) if stride == 1 else (2 * stride - 1) * gap // 2
    lead = Interval(history.card.get("lead_time") or history.rules.lead_time)
    turn = 0
    while lead.before(rhythm.asked(turn)[0]) < last + timedelta(days=apart):
        turn += 1
    due = lead.before(rhythm.asked(turn)[0])
    # "once a month as long as they last": a contact for an order that may still come is repeated.
    usual_day = grade.interval.after(last)
    if turn > 0 and usual_day <= rhythm.asked(turn - 1)[1] and usual_day < due:
        due, turn = usual_day, turn - 1
    begin, end = rhythm.asked(turn)
    more = {"gap": gap, "begin": begin, "end": end}
    return min(due, Interval(grade.rhythm["longest"]).after(last)), "rhythm", more


def sample_grade(history, grade):
    """Rule 6: a running sample of a customer that is neither A nor B goes by B's steps, until somebody
    decides: until a decision on the grade (a confirmation is one) after the sample's newest entry."""
    rules = history.rules
    if rules.is_computed or rules.moves_off:
        return None
    grades = rules.moves["grades"]
    trial = rules.grades.get(grades["sample"])
    sample = history.running_sample()
    if sample is None or trial is None or not trial.steps or grade.name in (grades["order"], grades["sample"]):
        return None
    decisions = history.of("grade")
    if decisions and history.comes_after(decisions[-1], sample):
        return None
    return trial


def anchor_of(history, grade):
    """(day, gaps) of a sequence, or None where the log knows of no beginning."""
    starts = [entry for entry in history.log if step_of(entry) in grade.steps]
    if starts:
        return starts[-1].day, grade.steps[step_of(starts[-1])]
    first = grade.steps[grade.first_sequence]
    moving = [sample for sample in history.samples if sample["state"] in ("sent", "passed")]
    if moving and "agreed" in grade.steps:
        return moving[-1].day, grade.steps["agreed"]
    became = [entry for entry in history.of("grade") if entry["to"] == grade.name and entry["from"] != grade.name]
    if became:
        return became[-1].day, first
    return None


def step_of(entry):
    # Reading: a sequence begins with the offer, and not with what became of it; nor with goods that come back.
    if entry.is_end or entry.is_return:
        return None
    if entry.kind == "sample":
        return entry["state"]
    return entry.kind if entry.kind in ("quote", "order", "contract") else None


def by_steps(history, grade):
    last = history.last_contact
    anchor = anchor_of(history, grade)
    if anchor is None:
        return last + timedelta(days=grade.steps[grade.first_sequence][0]), "no-sample", {"gap": 7}
    start, gaps = anchor
    done = sum(1 for day in history.contact_days if day > start)
    if done >= len(gaps):
        return last + timedelta(days=gaps[-1]), "decide", {"gap": gaps[-1]}
    more = {"step": done + 1, "of": len(gaps), "gap": gaps[done]}
    return max(start, last) + timedelta(days=gaps[done]), "step", more


def by_times(history, count):
    """crm help dates: "a part of the month after the last one, and before that part ends". Reading taken from
    the program for what that leaves open: the parts end on the day count × length / times, the gap is a
    whole number of days, and it is never shorter than half of it."""
    last, calendar = history.last_contact, history.rules.calendar
    done = sum(1 for day in history.contact_days if (day.year, day.month) == (last.year, last.month))
    gap = month_length(last) // count
    month = last.replace(day=1)
    if done >= count:
        month, done = first_after(last), 0
    length = month_length(month)
    before = month - ONE if done == 0 else month.replace(day=max(1, done * length // count))
    end = month.replace(day=max(1, (done + 1) * length // count))
    end = calendar.last_working_between(before + ONE, end) or end
    day = max(min(last + timedelta(days=gap), end), last + timedelta(days=max(1, gap // 2)))
    return day, "times", {"gap": gap}
