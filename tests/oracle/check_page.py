"""What `crm show` says beside dates and classes: promises, requests, invitations, payment and satisfaction; what of these
`crm dates` and `crm agenda` say, too; what is missing in `crm list`; and `crm referrals`."""
from datetime import date
from fractions import Fraction

import deals
import habits
import occasions
import promises
from check_actions import AHEAD

KINDS = ("promise", "request", "invitation", "invoice", "payment")


def check(book, program):
    for one in program.json("list"):
        ours = habits.completeness(book.histories[one["id"]], book.classes[one["id"]])
        if ours != (one["completeness"], sorted(one["missing"])):
            yield one["id"], ours, (one["completeness"], one["missing"])
    told = program.json("referrals")
    told["referrers"] = [(one["id"], one["referred"], one["ordered"]) for one in told["referrers"]]
    told["came"] = [(one["referred_by"], one["id"], one["first_order"]) for one in told["came"]]
    told["asked"] = [(one["on"], one["id"], one["reply"]) for one in told["asked"]]
    ours = habits.referrals(book)
    if ours != told:
        yield "referrals", {key: ours[key] for key in ours if ours[key] != told[key]}, told
    # Each page is asked for alone, so that it is one a day, of those of whom most is to say.
    most = sorted(book.histories.values(), key=lambda one: -len(one.of(*KINDS)))
    for history in most[book.today.toordinal() % 2:][:1]:
        yield from page(history, program.json("show", history.id))
    yield from days(book, program)


def page(history, theirs):
    ours = {"promises_made": promises.promises(history), "requests": promises.requests(history),
            "invitations": promises.invitations(history), "payment": habits.payment(history),
            "satisfaction": habits.satisfaction(history)}
    likely = [deals.told(deal, history) for deal in deals.Deals(history).found if deal.is_open]
    if not history.archived and {one["begun"] for one in likely} != {one["begun"] for one in theirs["deals"]}:
        yield history.id, likely, theirs["deals"]
    for key, one in ours.items():
        other = theirs[key]
        if key == "payment" and one is not None and other is not None:
            # "To a tenth."
            is_near = abs(one["days_late"] - Fraction(str(other["days_late"]))) <= Fraction(1, 20)
            one, other = {**one, "days_late": is_near}, {**other, "days_late": True}
        if one != other:
            yield history.id, {key: one}, theirs[key]


def days(book, program):
    """What is said of a promise, a request or an event; which days these are is another check's."""
    for one in program.json("dates", "--within", f"{AHEAD}d"):
        history = book.histories[one["id"]]
        have = tuple(one[key] for key in ("on", "what", "ref", "since", "by", "deciders"))
        if one["code"] == "promise":
            ours = [(promises.iso(word.due), word.what, word.ref, promises.iso(word.begun), None, [])
                    for word in promises.words(history, "promise", "made")[0]]
        elif one["code"] == "request":
            ours = [(promises.iso(word.on), word.what, word.ref, None, word.by, promises.managers(book.rules))
                    for word in promises.words(history, "request", "asked")[0]]
        elif one["code"] == "event":
            names = {name for name in (one["what"], one["what_zh"]) if name}
            have, ours = one["invitation"], [promises.invitation_to(history, names, date.fromisoformat(one["on"]))]
        else:
            continue
        if have not in ours:
            yield one["id"], ours, have
    yield from on_agendas(book, program)


def on_agendas(book, program):
    """A promise on its owner's, so long before its day; a request on that of each who decides; a deal that waits and who is
    gone on its owner's, from the day on."""
    want = {}
    for history in book.histories.values():
        before = history.rules.interval("reminders", "promise", "before")
        for word in promises.words(history, "promise", "made")[0]:
            if word.due is not None and before.before(word.due) <= book.today:
                want.setdefault(history.owner, []).append(("promise", promises.iso(word.due), history.id))
        for word in promises.words(history, "request", "asked")[0]:
            for person in promises.managers(book.rules) or [history.owner]:
                want.setdefault(person, []).append(("request", promises.iso(word.on), history.id))
        for day in occasions.known(book, history.id, 0):
            if day.code in ("deal", "lost") and day.on <= book.today:
                want.setdefault(history.owner, []).append((day.code, promises.iso(day.on), history.id))
    have = {one["owner"]: [(day["code"], day["on"], day["id"]) for day in one["dates"]
                           if day["code"] in ("promise", "request", "deal", "lost")] for one in program.json("agenda", "--day")}
    for person in want.keys() | have.keys():
        if sorted(want.get(person, [])) != sorted(have.get(person, [])):
            yield f"{person}, promises, requests, deals and who is gone", sorted(want.get(person, [])), sorted(have.get(person, []))
