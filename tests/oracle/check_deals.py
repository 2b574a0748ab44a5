"""The deals, against `crm deals`."""
from fractions import Fraction

import deals

# `weighted` is told in cents.
CENT = Fraction(1, 200)


def check(book, program):
    every = program.json("deals", "--old", "--stage", ",".join(deals.OPEN + deals.ENDS))
    plain = program.json("deals")
    for told in (every, plain):
        # Not compared: what waits for a decision stands at the end, of which the page of the files says nothing.
        likely = [-Fraction(str(one["likelihood"])) for one in told if one["waits_for"] != "decision"]
        if likely != sorted(likely):
            yield "the deals", "the likeliest first", [one["likelihood"] for one in told]
    for id, history in book.histories.items():
        ours = deals.answer(history)
        if ours is None:
            # Not compared: "the one that moved last" is by the page the one of the last entry in the log's order, and
            # in the program the one that began last of those that moved on that day. Nor a need that was said so
            # long ago that it counts no more, where the file says the same: the program takes the file's word, and
            # the old day for it.
            continue
        if any(is_old_question(one) for one in ours):
            # Not compared: by the page what was asked waits for a decision, too, once it has not moved for as long as a
            # quote counts; the program lets it wait for the quote for as long as the need counts.
            continue
        yield from compared(id, ours, [one for one in every if one["id"] == id])
        # What waits for a decision, and what is over, is shown only to those who ask for it.
        shown = [one for one in ours if one["stage"] in deals.OPEN and one["waits_for"] != "decision"]
        yield from compared(id, shown, [one for one in plain if one["id"] == id])


def is_old_question(deal):
    return deal["stage"] == "asked" and deal["waits_for"] == "decision"


def compared(id, ours, theirs):
    """One by one; the order among them is no part of it."""
    ours = sorted(ours, key=place)
    theirs = sorted((as_numbers(one) for one in theirs), key=place)
    if len(ours) != len(theirs):
        yield id, [readable(one) for one in ours], [readable(one) for one in theirs]
        return
    for one, other in zip(ours, theirs):
        differ = [key for key in one if not is_same(key, one[key], other[key])]
        if differ:
            head = {key: one[key] for key in ("stage", "begun", "refs")}
            yield id, readable({**head, **{key: one[key] for key in differ}}), readable(
                {key: other[key] for key in differ})


def place(deal):
    keys = ("begun", "moved", "since", "stage", "refs", "item", "amount", "currency")
    return [str(deal[key]) for key in keys]


def as_numbers(deal):
    numbers = {key: None if deal[key] is None else Fraction(str(deal[key]))
               for key in ("amount", "likelihood", "weighted")}
    return {**deal, **numbers}


def is_same(key, one, other):
    if key == "weighted" and one is not None and other is not None:
        return abs(one - other) <= CENT
    return one == other


def readable(deal):
    return {key: float(value) if isinstance(value, Fraction) else value for key, value in deal.items()}
