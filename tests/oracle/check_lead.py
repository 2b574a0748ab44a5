"""The lead score, against the columns of `crm list`, what `crm show` says that it is made of, the order of `crm due` and
`crm agenda`, and the first grades of `crm review`."""
from dates import EMERGENCIES


def check(book, program):
    told = {one["id"]: one for one in program.csv("list", "--columns", "id,score,lead")}
    for id, lead in book.leads.items():
        ours = (str(lead.points), lead.name)
        if ours != (told[id]["score"], told[id]["lead"]):
            yield id, ours, told[id]
    # Each page is asked for alone, so that it is one a day, of those of whom most is to say.
    most = sorted(book.leads, key=lambda id: (-len(book.leads[id].parts), id))
    for id in most[book.today.toordinal() % 3:][:1]:
        ours, theirs = made_of(book.leads[id]), program.json("show", id)["score"]
        if ours != theirs:
            yield id, ours, theirs
    yield from order(book, program)
    for one in program.json("review"):
        if one["reason"]["code"] == "ungraded":
            potential, points = book.leads[one["id"]].first_potential
            evidence = one["evidence"]
            if (potential, points) != (evidence["potential"], evidence["score"]):
                yield one["id"], (potential, points), evidence


def made_of(lead):
    return {"points": lead.points, "rules": [
        {"key": part.key, "event": part.event, "found": part.found, "on": part.on and part.on.isoformat(),
         "points": part.points, "full": part.full, "until": part.until and part.until.isoformat()}
        for part in lead.parts]}


def order(book, program):
    """"With order: true the agenda puts those with more points first within a grade"; those without a grade it always does.
    Deadlines of hours stay before every grade."""
    of_all = book.rules.score["order"]
    none = book.rules.place(None)
    lists = [("crm due", program.json("due", "--within", "36500d"))]
    for one in program.json("agenda", "--week"):
        lists += [(f"{one['owner']}, {day['date']}", day["items"]) for day in one["days"]]
    for title, items in lists:
        places = []
        for one in items:
            place = book.rules.place(one["grade"])
            points = book.leads[one["id"]].points if of_all or place == none else None
            if points != one["score"]:
                yield one["id"], (title, points), one["score"]
            # Those among which a hot one without a grade stands have no points to compare with, but where all have.
            among = book.place(one["id"], one["grade"])
            points = points if among == place or of_all else None
            places.append((one["reason"]["code"] not in EMERGENCIES, among, -(points or 0)))
        if places != sorted(places):
            yield title, "grade by grade, and in it by points", places
