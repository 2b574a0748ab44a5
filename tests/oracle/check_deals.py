"""The deals, against `crm deals`."""
from fractions import Fraction

import deals

# `weighted` is told in cents.
CENT = Fraction(1, 200)


def check(book, program):
    every = program.json("deals", "--old", "--stage", ",".join(deals.OPEN + deals.ENDS))
    plain = program.json("deals")
    for told in (every, plain):
        order = [(one["waits_for"] == "decision", -Fraction(str(one["likelihood"]))) for one in told]
        if order != sorted(order):
            yield "the deals", "the likeliest first, what waits for a decision last", [str(one) for one in order]
    for id, history in book.histories.items():
        ours = deals.answer(history)
        yield from compared(id, ours, [one for one in every if one["id"] == id])
        # What waits for a decision, and what is over, is shown only to those who ask for it.
        shown = [one for one in ours if one["stage"] in deals.OPEN and one["waits_for"] != "decision"]
        yield from compared(id, shown, [one for one in plain if one["id"] == id])


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
