"""The page of the quarter, against `crm review --quarter`."""
from datetime import timedelta
from fractions import Fraction

from quarter import Page

EXACT = Fraction(6, 100000)


def check(book, program):
    # A quarter, and a year: the log holds more decisions then.
    for since in (None, book.today - timedelta(days=365)):
        page = Page(book, since)
        day = page.since.isoformat()
        theirs = program.json("review", "--quarter", *([day] if since else []))
        yield from heads(page, theirs)
        yield from lists(page, theirs)
        yield from shares(page, theirs)


def heads(page, theirs):
    there = [found for id, found in page.now.moves.items() if page.is_there(id, page.now.today)]
    moves = sum(1 for found in there for move in found if move.to is not None)
    ours = (page.since.isoformat(), page.now.today.isoformat(), page.now.rules.scheme, moves)
    have = (theirs["since"], theirs["until"], theirs["scheme"], theirs["suggested"])
    if ours != have:
        yield "the quarter", ours, have


def lists(page, theirs):
    for name, ids in page.lists.items():
        have = {one["id"]: one for one in theirs[name]}
        for id in sorted(set(ids) ^ set(have)):
            ours = f"{page.class_then(id)} to {page.class_now(id)}"
            yield id, f"{name}: {id in ids} ({ours}, since {page.since})", f"{name}: {have.get(id)}"
        for id in ids:
            if id in have:
                yield from line(page, name, id, have[id])
        yield from order(page, name, theirs[name])


def line(page, name, id, have):
    decision = page.decision(id)
    last = page.last_decision(id)
    ours = {
        "owner": page.now.histories[id].owner,
        "from": None if name == "new" else page.class_then(id),
        "to": None if name == "archived" else page.class_now(id),
    }
    if name == "recheck":
        ours["from"] = page.class_then(id) if page.was_there(id) else None
        ours["last_decision"] = last.isoformat() if last else None
    elif not page.now.rules.is_computed and name not in ("new", "archived"):
        ours["on"] = decision.day.isoformat() if decision else None
        ours["by"] = decision["by"] if decision else None
        ours["why"] = decision["why"] if decision else None
    have = {key: have[key] for key in ours}
    if ours != have:
        yield id, (name, ours), (name, have)


def order(page, name, found):
    """"The furthest first", and of those to be looked at again "longest ago first"."""
    if name in ("rose", "fell"):
        far = [-abs(page.now.rules.place(one["from"]) - page.now.rules.place(one["to"])) for one in found]
    elif name == "recheck":
        far = [one["last_decision"] or "" for one in found]
    else:
        return
    if far != sorted(far):
        yield "the quarter", f"{name}: in this order", found


def shares(page, theirs):
    names = list(page.now.rules.grades) + [None]
    found = {one["class"]: one for one in theirs["shares"]}
    ours = {name: page.share(name) for name in names}
    if [name for name in names if name in found] != [one["class"] for one in theirs["shares"]]:
        yield "the quarter", names, list(found)
    for name in names:
        if name not in found:
            if any(count for count, _ in ours[name]):
                yield "the quarter", (name, ours[name]), None
            continue
        for at, end in enumerate(("from", "to")):
            count, revenue = ours[name][at]
            all_count = sum(one[at][0] for one in ours.values())
            all_revenue = sum(one[at][1] for one in ours.values())
            have = found[name]
            same = (have["customers"][end] == count and Fraction(have["revenue"][end]) == revenue
                    and is_part(have["share"][end], count, all_count)
                    and is_part(have["revenue_share"][end], revenue, all_revenue))
            if not same:
                yield "the quarter", (name, end, count, float(revenue), all_count, float(all_revenue)), have


def is_part(text, part, whole):
    """"As fractions to four digits; null of no customers"."""
    if not whole:
        return text is None
    return text is not None and abs(Fraction(text) - Fraction(part) / whole) <= EXACT
