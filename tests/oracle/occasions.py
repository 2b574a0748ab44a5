"""The days beside the cadence: crm help dates, "Days to remember", and schema/README.md, "Kinds of dates". All but
`pool`: who leaves its owner is another question."""
from datetime import date, timedelta
from fractions import Fraction

import actions
import promises
from days import Interval, clamped
from deals import ANSWERS, Deals
from files import folded
from moves import BY_EVENT, first_move, last_decision
from views import open_quotes


COOPERATION = ("cooperat", "first order", "customer since", "合作", "首单")


class Day:
    """It is told of from the day on that is looked ahead to, or from `early`."""

    def __init__(self, code, on, early=None):
        self.code, self.on, self.early = code, on, early or on


def told(book, known, ahead):
    """(code, day) of all that `crm dates` tells of what is known of a customer, looking so many days ahead."""
    limit = book.today + timedelta(days=ahead)
    return sorted((day.code, day.on) for day in known if day.on <= limit or day.early <= book.today)


def known(book, id, ahead):
    """What there is to be told of within so many days."""
    history, limit = book.histories[id], book.today + timedelta(days=ahead)
    # "From when it is known": however near one looks.
    found = [Day(kind, history.rules.interval("complaint", "answer" if state == "opened" else "solve").after(since),
                 early=date.min)
             for kind, _, state, since in history.emergencies()]
    before = history.rules.interval("reminders", "promise", "before")
    found += [Day("promise", word.due, before.before(word.due)) for word in promises.words(history, "promise", "made")[0] if word.due is not None]
    found += [Day("request", word.on) for word in promises.words(history, "request", "asked")[0]]
    is_out = history.archived or history.card.get("need") == "dead"
    if history.card.get("need") != "dead":
        found += lost(history)
    if is_out:
        # "An archived customer, and one with `need: dead`, has complaints, wishes to end, promises, requests and
        # invoices, and none of the others, but that an archived one has `lost`."
        return found + invoices(history)
    found += invoices(history) + contracts(history) + quote(history) + moved(history) + recheck(history)
    found += waiting_deals(book, id)
    found += [Day("action", one.on) for one in actions.due(book, id)]
    if lacks_consent(history):
        # Nobody knows since when it should be there (reading): on the day one asks.
        found.append(Day("approval", book.today))
    return found + celebrations(history, limit) + events(history, limit)


def lacks_consent(history):
    """Black, somebody's, and no manager has agreed; where there are none, whoever has agreed may."""
    managers = promises.managers(history.rules)
    by = (history.card.get("approved") or {}).get("by")
    is_agreed = by is not None and (not managers or by in managers)
    return history.card.get("influence") is not None and history.owner is not None and not is_agreed


def invoices(history):
    """What isn't paid in full, so long before it falls due and from then on."""
    before = history.rules.interval("reminders", "invoice", "before")
    found = []
    for invoice in history.of("invoice"):
        on = invoice.date("due")
        left = Fraction(str(invoice["amount"]))
        for payment in history.of("payment"):
            # "A payment in another currency than its invoice is made out in: it pays nothing of it."
            if payment.ref == invoice.ref and money(history, payment) == money(history, invoice):
                left -= Fraction(str(payment["amount"]))
        if left > 0:
            code = "invoice-overdue" if on < history.today else "invoice-due"
            found.append(Day(code, on, before.before(on)))
    return found


def money(history, entry):
    return entry["currency"] or history.rules.currency


def contracts(history):
    """"From thirty days before its end to thirty days after it, unless another one follows." Reading: one that was made
    later, and ends later or never."""
    span = history.rules.interval("reminders", "contract")
    made = history.of("contract")
    found = []
    for place, contract in enumerate(made):
        on = contract.date("until")
        if on is None or span.after(on) < history.today:
            continue
        if all(other["until"] is not None and other.date("until") <= on for other in made[place + 1:]):
            found.append(Day("contract-end", on, span.before(on)))
    return found


def quote(history):
    """"The newest quote, after a week without a reply, an order or a contract"; as long as it counts (reading), and of
    those that are neither lost nor won."""
    quotes = open_quotes(history)
    if not quotes:
        return []
    newest = quotes[-1]
    # Reading: what was said when it was given is no answer to it; of a day alone nobody knows.
    if any(entry["reply"] in ANSWERS and history.comes_after(entry, newest) and entry["at"] != newest["at"]
           for entry in history.followups):
        return []
    # Reading taken from the program: an order of the same day is an answer, though it came before the quote.
    bought = history.orders + history.of("contract")
    counts = history.rules.interval("views", "deal", "quote").after(newest.day) >= history.today
    if not counts or any(entry.day >= newest.day for entry in bought):
        return []
    return [Day("quote-unanswered", history.rules.interval("reminders", "quote").after(newest.day))]


OURS = ("quote", "dispatch", "step")
# "Where the customer's own date is an agreed or planned day, a step of a sequence or its end, or a complaint or a wish to end."
LEADS = ("agreed", "planned", "step", "decide", "complaint", "ending")


def waiting_deals(book, id):
    """schema/README.md, "An open deal is told"."""
    history, is_led = book.histories[id], book.due[id].code in LEADS
    reminder = quote(history)
    if history.gone() is not None:
        return []
    found = []
    for deal in Deals(history).found:
        on = told_of(deal, history, is_led) if deal.is_open else None
        if on is None:
            continue
        # "A deal whose quote's `quote-unanswered` stands on that day, or on one before it, is told by that."
        is_told = reminder and is_about(open_quotes(history)[-1], deal) and reminder[0].on <= max(on, history.today)
        if not is_told:
            found.append(Day("deal", on))
    return found


def told_of(deal, history, is_led):
    rules, counts = history.rules, history.rules.interval("views", "deal", "quote")
    # "What has not moved for twice `views.deal.quote` is told no more."
    if deal.moved < counts.before(counts.before(history.today)):
        return None
    since = max([deal.moved] + ([history.last_contact] if history.last_contact else []))
    ours = rules.interval("reminders", "deal", "ours").after(since)
    expected = deal.expected if deal.expected is not None and deal.expected > since else None
    old = deal.stage not in ("asked", "sampling") and counts.after(deal.moved) < history.today
    if is_led:
        return expected
    if old:
        return max(counts.after(deal.moved) + timedelta(days=1), ours)
    if deal.stage == "passed" and expected is not None:
        return expected
    waited = ours if deal.waits_for in OURS else rules.interval("reminders", "deal", "theirs").after(since)
    return min(waited, expected or waited)


def is_about(newest, deal):
    if newest.ref is not None:
        return newest.ref in [folded(ref) for ref in deal.refs]
    if newest["item"] is not None and deal.item is not None:
        return folded(newest["item"]) == folded(deal.item)
    return deal.moved >= newest.day


def lost(history):
    """"Counted from the last contact since; also of who is archived, not of who needs nothing." Reading: the newest word of
    a follow-up on the need, however old."""
    gone = history.gone()
    said = [entry["need"] for entry in history.followups if entry["need"] is not None]
    if gone is None or said and said[-1] == "dead":
        return []
    since = max([gone.day] + ([history.last_contact] if history.last_contact else []))
    return [Day("lost", history.rules.interval("reminders", "lost").after(since))]


def moved(history):
    """"A move that an event makes due (order, sample, back in contact) is told at once, where the event is logged and on the
    agenda, until somebody decides": on the day of that event."""
    rules = history.rules
    leads_nowhere = any(name not in rules.grades for name in rules.moves["grades"].values())
    if rules.moves_off or rules.is_computed or leads_nowhere:
        return []
    move = first_move(history)
    return [Day("move", BY_EVENT[move.code](history))] if move and move.code in BY_EVENT else []


def recheck(history):
    """As in the moves (moves.py), but told of ahead, too."""
    rules = history.rules
    leads_nowhere = any(name not in rules.grades for name in rules.moves["grades"].values())
    if rules.moves_off or rules.is_computed or leads_nowhere or history.grade is None:
        return []
    known = last_decision(history) or history.customer.date("since")
    return [Day("recheck", history.today if known is None else Interval(rules.moves["recheck"]).after(known))]


def each_year(history, limit, month, day):
    """The days from today on; 29 February is the 28th in other years."""
    return [on for on in (clamped(year, month, day) for year in range(history.today.year, limit.year + 1))
            if history.today <= on <= limit]


def celebrations(history, limit):
    found = []
    for contact in history.card.get("contacts") or []:
        born = contact.get("birthday")
        if born is not None:
            found += [Day("birthday", on) for on in each_year(history, limit, int(born[-5:-3]), int(born[-2:]))]
    days = [(entry["on"], "anniversary") for entry in history.card.get("dates") or []]
    if len(str(history.card.get("founded") or "")) == 10:
        days.append((history.card["founded"], "founded"))
    for written, code in days:
        first = date.fromisoformat(written)
        if code == "anniversary" and history.today <= first <= limit:
            found.append(Day("date", first))
        found += [Day(code, on) for on in each_year(history, limit, first.month, first.day) if on.year > first.year]
    return found + cooperation(history, limit)


def cooperation(history, limit):
    """"And the day of the first order, where no date of the file says when cooperation began" (schema/README.md)."""
    orders = [entry.day for entry in history.of("order") if not entry.is_return]
    if not orders:
        return []
    first = min(orders)
    for entry in history.card.get("dates") or []:
        # Reading taken from the program: by these words, or by the same day.
        if entry["on"] == first.isoformat() or any(word in entry["what"].lower() for word in COOPERATION):
            return []
    return [Day("anniversary", on) for on in each_year(history, limit, first.month, first.day) if on.year > first.year]


def events(history, limit):
    """The team's calendar: an event that runs is today's."""
    found = []
    for event in history.rules.events:
        lands = event.get("country")
        if lands is not None and history.card.get("country") not in (lands if isinstance(lands, list) else [lands]):
            continue
        early = Fraction(str(event.get("days_before") or 0))
        first = event["on"] if isinstance(event["on"], list) else [event["on"]]
        last = event.get("until") or first
        for on, until in zip(first, last if isinstance(last, list) else [last]):
            for on, until in spans(history, on, until):
                if until >= history.today:
                    found.append(Day("event", on, on - timedelta(days=int(early))))
    return found


def spans(history, on, until):
    if len(on) == 10:
        return [(date.fromisoformat(on), date.fromisoformat(until))]
    years = range(history.today.year, history.today.year + 3)
    return [tuple(clamped(year, int(text[:2]), int(text[3:])) for text in (on, until)) for year in years]
