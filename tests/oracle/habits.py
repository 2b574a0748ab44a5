"""How a customer pays, how satisfied it is, what its file doesn't say, who sent us whom: schema/show.schema.json,
schema/referrals.schema.json, and the comments of `required:` in crm.yaml."""
from fractions import Fraction

from occasions import money
from views import YEAR


def payment(history):
    """Of the invoices that were paid in full in the last twelve months: the day of the last part, and that it was due."""
    found = []
    year_ago = YEAR.before(history.today)
    for invoice in history.of("invoice"):
        if invoice["due"] is None or invoice["amount"] is None:
            continue
        paid = paid_on(history, invoice)
        if paid is not None and year_ago < paid:
            due = invoice.date("due")
            found.append({"ref": invoice["ref"], "due": due.isoformat(), "paid": paid.isoformat(),
                          "days_late": (paid - due).days})
    if not found:
        return None
    found.sort(key=lambda one: one["paid"])
    overdue = sorted(open_ones(history), key=lambda one: one["due"])
    late = [one["days_late"] for one in found]
    so_far = late + [one["days_late"] for one in overdue]
    return {"days_late": Fraction(sum(so_far), len(so_far)), "on_time": sum(days <= 0 for days in late),
            "invoices": found, "overdue": overdue}


def open_ones(history):
    """Those of which something is left to pay though their day has passed."""
    for invoice in history.of("invoice"):
        due = invoice.date("due")
        if due is None or invoice["amount"] is None or due >= history.today:
            continue
        if paid_on(history, invoice) is None and Fraction(str(invoice["amount"])) > 0:
            yield {"ref": invoice["ref"], "due": due.isoformat(), "days_late": (history.today - due).days}


def paid_on(history, invoice):
    """The day on which nothing of it was left to pay; payments in another currency pay nothing of it."""
    left = Fraction(str(invoice["amount"]))
    payments = [one for one in history.of("payment")
                if one.ref == invoice.ref and money(history, one) == money(history, invoice)]
    for one in sorted(payments, key=lambda one: one.day):
        left -= Fraction(str(one["amount"]))
        if left <= 0:
            return one.day
    return None


def satisfaction(history):
    found = [entry for entry in history.followups if entry["satisfaction"] is not None]
    return {"score": int(found[-1]["satisfaction"]), "on": found[-1].day.isoformat()} if found else None


def completeness(history, name):
    """(percent, what is missing) by the class that drives: "its own keys, and those of the classes after it"."""
    rules = history.rules
    asked = []
    if name in rules.grades:
        for other in list(rules.grades)[rules.grades[name].place:]:
            asked += [key for key in rules.required.get(other) or [] if key not in asked]
    if not asked:
        return None, []
    missing = [key for key in asked if not is_said(history.card, key)]
    # Reading: whole percent are those that are full.
    return (len(asked) - len(missing)) * 100 // len(asked), sorted(missing)


def is_said(card, key):
    """Reading: who says that a contact doesn't decide has said it, and so has who leaves the potential to the points."""
    *of, key = key.split(".")
    places = card.get("contacts") or [] if of else [card]
    return any(place.get(key) not in (None, [], {}) for place in places)


def referrals(book):
    """As `crm referrals` has them."""
    first = {id: min(history.order_days, default=None) for id, history in book.histories.items()}
    came = [(one.card["referred_by"], id) for id, one in book.histories.items() if one.card.get("referred_by")]
    by = sorted({other for other, _ in came})
    ids = {other: [id for one, id in came if one == other] for other in by}
    referrers = [(other, len(ids[other]), sum(first[id] is not None for id in ids[other])) for other in by]
    asked = []
    for id, history in book.histories.items():
        # The word of crm help views: crm log ID "…" --action referral. Reading: whatever the case.
        found = [entry for entry in history.followups if (entry["action"] or "").lower() in ("referral", "转介绍")]
        if found:
            asked.append((found[-1].day.isoformat(), id, found[-1]["reply"]))
    return {
        "customers": len(first), "ordered": sum(day is not None for day in first.values()), "referred": len(came),
        "referred_ordered": sum(first[id] is not None for _, id in came),
        # "Who has referred most first"; reading: then those of whom more ordered.
        "referrers": sorted(referrers, key=lambda one: (-one[1], -one[2], one[0])),
        "came": [(other, id, first[id] and first[id].isoformat()) for other, id in sorted(came)],
        "asked": sorted(asked),
    }
