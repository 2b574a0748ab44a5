"""Moves and tasks, against `crm review`; what is told on the agenda, against `suggests` of `crm due`."""
import dates


def check(book, program):
    theirs = {}
    for one in program.json("review"):
        told = (one["reason"]["code"], one["from"], one["to"], one["archive"])
        days = one["evidence"]["next_due"]
        ours = (iso(book.due[one["id"]].day), iso(after(book, one)))
        if ours != (days["from"], days["to"]):
            yield one["id"], (told, ours), days
        theirs.setdefault(one["id"], []).append(told)
    for id, history in book.histories.items():
        ours = [(move.code, history.grade, move.to, move.archive) for move in book.moves[id]]
        if sorted(ours, key=str) != sorted(theirs.get(id, []), key=str):
            yield id, ours, theirs.get(id, [])
    due = {one["id"]: one["suggests"] for one in program.json("due")}
    for id, told in due.items():
        ours = pressing(book, id)
        have = [(one["code"], one["to"]) for one in told]
        if ours != have:
            yield id, ours, have


def after(book, move):
    """The next date with the grade that is suggested."""
    if move["to"] is None or move["archive"]:
        return None
    return dates.next_due(book.histories[move["id"]], move["to"], book.today).day


def iso(day):
    return None if day is None else day.isoformat()


def pressing(book, id):
    """Rule 1: "a move that an event makes due (order, sample, back in contact) is told at once, where the
    event is logged and on the agenda", and so are the tasks of a customer that is due.
    Reading: a recheck only where a decision is on record, and none is asked for already."""
    moves = book.moves[id]
    is_asked = any(move.code in EVENTS for move in moves)
    found = []
    for move in moves:
        if move.code == "recheck" and (is_asked or not book.has_decision(id)):
            continue
        if move.code in EVENTS or move.to is None:
            found.append((move.code, move.to))
    return found


EVENTS = ("order", "sample", "back-in-contact", "lost")
