"""Next dates and their reasons, against `crm list`, `crm due` and `crm show`."""
from dates import EMERGENCIES


def check(book, program):
    listed = {one["id"]: one for one in program.json("list")}
    due = {one["id"]: one for one in program.json("due", "--within", "36500d")}
    for id, history in book.histories.items():
        ours = book.due[id]
        theirs = listed[id]
        last = history.last_contact
        want = (iso(ours.day), ours.code, iso(last))
        have = (theirs["next_due"], (theirs["next_reason"] or {}).get("code"), theirs["last_contact"])
        if want != have:
            yield id, want, have + (theirs["next_reason"],)
        elif attention(history) != theirs["attention"]:
            yield id, attention(history), theirs["attention"]
        elif (ours.day is None) != (id not in due):
            yield id, want, due.get(id)
        elif ours.day is not None:
            yield from one_due(id, ours, due[id], book.today)
    yield from order_of_work(book, due.values())
    for id in list(book.histories)[:1]:
        shown = program.json("show", id)
        if shown["next_due"] != listed[id]["next_due"]:
            yield id, listed[id]["next_due"], shown["next_due"]


def attention(history):
    """The mark: the first of what is open."""
    first = history.attention()
    if first is None:
        return None
    day, kind, ref, state, since = first
    return {"kind": kind, "ref": ref, "since": iso(since), "due": iso(day), "answered": state == "answered"}


def order_of_work(book, listed):
    """"First A, then B, then C, then D, then E", and deadlines of hours before every grade."""
    listed = [(one["reason"]["code"] not in EMERGENCIES, book.place(one["id"], one["grade"]), one["id"]) for one in listed]
    if [one[:2] for one in listed] != sorted(one[:2] for one in listed):
        yield "the order of work", "complaints and wishes to end, then grade by grade", listed


def one_due(id, ours, theirs, today):
    late = (today - (ours.day if ours.day > today else ours.since)).days
    standing = "overdue" if late > 0 else "today" if late == 0 else "upcoming"
    want = [iso(ours.day), ours.code, late, standing, ours.more.get("step"), ours.more.get("of")]
    reason = theirs["reason"]
    have = [theirs["due"], reason["code"], theirs["days_late"], theirs["standing"], reason.get("step"), reason.get("of")]
    if want != have:
        yield id, want, have + [reason["text"]]


def iso(day):
    return None if day is None else day.isoformat()
