"""What we promised, what needed consent first, and who was invited: schema/README.md, "What we promised", "What needs
consent first", "Events", and schema/show.schema.json."""
from datetime import date, timedelta

from files import folded

# "What an `invitation` says is said of the event that begins next, less than 300 days later."
NEXT_EVENT = timedelta(days=300)


class Word:
    """A promise or a request: what is said of it later goes on with it as long as it is open."""

    def __init__(self, entry):
        self.known_as = entry.ref, said_of(entry)
        # "Known by both names": whatever it was called while it was open.
        self.whats = {said_of(entry)}
        self.begun, self.by, self.state, self.on = entry.day, entry["by"], entry["state"], entry.day
        self.what, self.ref, self.due = entry["what"], entry["ref"], entry.date("due")
        self.is_late = False
        # Reading: an answer that has no reason of its own says it in its text.
        self.why = entry["why"] if entry["state"] in ("made", "asked") else entry["why"] or entry["text"]
        # What is said of it when it is over.
        self.names = {name for name in [entry.ref or said_of(entry)] if name is not None}

    def goes_on(self, entry, is_end):
        # "It was kept late where its day had passed, whatever day it was given after that."
        self.is_late = self.is_late or (self.due is not None and entry.day > self.due)
        # Reading: its number stays written as it was first, and an answer has its own.
        was, self.what = self.what, entry["what"] or self.what
        self.whats.add(said_of(entry))
        # "Made again while it is open, it is the same promise with another day." Reading: one without a day leaves it.
        self.due = entry.date("due") or self.due
        if is_end:
            self.names = {folded(name) for name in (self.ref, was, entry["ref"] or entry["what"]) if name}
            self.ref = entry["ref"] or self.ref
            self.state, self.on, self.by = entry["state"], entry.day, entry["by"]
            self.why = entry["why"] or entry["text"]


def words(history, kind, first):
    """(those that are open, those that aren't): a promise's `first` state is made, a request's asked."""
    still, over = [], []
    for entry in history.of(kind):
        is_end = entry["state"] != first
        # "The answer of somebody else leaves it open"; a withdrawal is nobody's answer.
        if entry["state"] in ("granted", "refused") and not may_decide(entry, history.rules):
            continue
        word = meant(still, entry)
        if word is None:
            word = Word(entry)
            before = ended(over, word) if is_end and kind == "promise" else None
            if before is not None:
                # Reading: said once more of one that is over, the newest word counts; kept after all, it was late.
                word.is_late = word.state == "kept" and (before.state != "kept" or before.is_late)
                word.names = before.names
                if before.state == "broken":
                    # Reading: what its end doesn't say again is as it was.
                    word.what, word.due = word.what or before.what, word.due or before.due
                over[over.index(before)] = word
                continue
            # Reading: what ends none that is known was one all the same.
            (over if is_end else still).append(word)
            continue
        # Reading: what is asked for again stays what was asked.
        if is_end or kind == "promise":
            word.goes_on(entry, is_end)
        if is_end:
            still.remove(word)
            over.append(word)
    return still, over


def ended(over, word):
    """The newest that is over and has the name of this one: its number, else what it is."""
    name = word.known_as[0] or word.known_as[1]
    found = [one for one in over if name is not None and name in one.names]
    return found[-1] if found else None


def meant(still, entry):
    """"Of the one with its `ref`, else of the newest with its `what`, else of the only one there is." Reading: with a
    `ref` it is of none but that one, and so with a `what`."""
    ref, what = entry.ref, said_of(entry)
    if ref is not None:
        found = [word for word in still if word.known_as[0] == ref]
    elif what is not None:
        found = [word for word in still if what in word.whats]
    else:
        # Reading: what says neither goes on with what says neither, too.
        found = [word for word in still if word.known_as == (None, None)] or (still if len(still) == 1 else [])
    return found[-1] if found else None


def said_of(entry):
    return None if entry["what"] is None else folded(entry["what"])


def promises(history):
    """As `crm show` has them."""
    still, over = words(history, "promise", "made")
    kept = [word for word in over if word.state == "kept"]
    return {
        "open": [{"what": word.what, "ref": word.ref, "due": iso(word.due), "made": iso(word.begun), "by": word.by,
                  "days_late": None if word.due is None else (history.today - word.due).days} for word in still],
        "kept": len(kept), "kept_late": sum(word.is_late for word in kept), "broken": len(over) - len(kept),
    }


def requests(history):
    """"Those that are open first, the oldest first, then those that were answered"; these as they were (reading)."""
    still, over = words(history, "request", "asked")
    return [{"what": word.what, "ref": word.ref, "state": word.state, "on": iso(word.on), "by": word.by,
             "why": word.why}
            for word in still + over]


def invitations(history):
    """"The newest entry of an event counts", "the newest last". Reading: the same event is what has the same name, and
    is written as in its newest entry; those of one day stay as they stand."""
    newest = {}
    for entry in history.of("invitation"):
        key = folded(entry["what"])
        newest.pop(key, None)
        newest[key] = entry
    return [said(entry) for entry in newest.values()]


def invitation_to(history, names, on):
    """What is said beside an event that begins on a day."""
    names = {folded(name) for name in names}
    found = [entry for entry in history.of("invitation")
             if folded(entry["what"]) in names and entry.day > on - NEXT_EVENT]
    return said(found[-1]) if found else None


def said(entry):
    return {"what": entry["what"], "state": entry["state"], "on": iso(entry.day)}


def may_decide(entry, rules):
    """Reading: without managers whoever answers decides, and of an entry by nobody it can't be told."""
    return not managers(rules) or entry["by"] is None or entry["by"] in managers(rules)


def managers(rules):
    """Who decides on a request; it is on the agenda of each, "without any of the owner's"."""
    return [id for id, person in rules.people.items() if person.get("manager")]


def iso(day):
    return day.isoformat() if isinstance(day, date) else None
