"""The actions of playbooks, against `crm dates`, and against the dates on everybody's `crm agenda`."""
from datetime import timedelta

import actions
import promises
from capacity import Plan

AHEAD = 400


def check(book, program):
    last = book.today + timedelta(days=AHEAD)
    told = [one for one in program.json("dates", "--within", f"{AHEAD}d") if one["code"] == "action"]
    ours = {id: actions.due(book, id) for id in book.histories}
    for id, found in ours.items():
        ours_of = sorted(as_told(one, book.today) for one in found if one.on <= last)
        theirs = sorted(as_read(one) for one in told if one["id"] == id)
        if ours_of != theirs:
            yield id, ours_of, theirs
    for span in ("day", "week", "month"):
        yield from on_agendas(span, program.json("agenda", f"--{span}"), ours, book)


def as_told(due, today):
    late = (today - due.on).days
    standing = "overdue" if late > 0 else "today" if late == 0 else "upcoming"
    return (due.on.isoformat(), due.action.what, due.action.what_zh, due.owner or "", due.since and due.since.isoformat(),
            late, standing, due.action.word)


def as_read(one):
    word = one["do"].split("--action ")[1].strip("'")
    return (one["on"], one["what"], one["what_zh"], one["owner"] or "", one["since"], one["days_late"],
            one["standing"], word)


def on_agendas(span, agendas, ours, book):
    """Each stands on the agenda of whoever does it, from its day on."""
    last = Plan(book, None, span).last
    want = {}
    for id, found in ours.items():
        for one in found:
            if one.on <= last:
                # The management is asked itself, unless `who` names one of the team.
                deciders = promises.managers(book.rules) if one.action.word == "approval" else []
                is_named = one.action.who in book.rules.people
                for owner in [one.owner] if is_named or not deciders else deciders:
                    want.setdefault(owner, []).append((one.on.isoformat(), id, one.action.what))
    have = {one["owner"]: [(date["on"], date["id"], date["what"]) for date in one["dates"] if date["code"] == "action"]
            for one in agendas}
    for owner in want.keys() | have.keys():
        if sorted(want.get(owner, [])) != sorted(have.get(owner, [])):
            yield f"{owner}, {span}, actions", sorted(want.get(owner, [])), sorted(have.get(owner, []))
