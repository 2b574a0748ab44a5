"""What the hours carry, against `crm agenda`, `--week` and `--month`."""
from datetime import date

from capacity import Plan

FIELDS = ["capacity", "carried", "minutes", "wanted", "due"]


def check(book, program):
    for span in ("day", "week", "month"):
        for theirs in program.json("agenda", f"--{span}"):
            plan = Plan(book, theirs["owner"], span)
            days = [(date.fromisoformat(day["date"]), *(day[name] for name in FIELDS),
                     [item["id"] for item in day["items"]]) for day in theirs["days"]]
            left = [item["id"] for item in theirs["left"]]
            for fault in plan.faults(days, left):
                yield f"{theirs['owner']}, {span}", fault, short(theirs)
            yield from placed(plan, f"{theirs['owner']}, {span}", theirs, left)


def placed(plan, title, theirs, left):
    """What is placed on which day, by which lane, and what is left below."""
    days, ours_left = plan.days()
    found = {day["date"]: {item["id"]: item["lane"] for item in day["items"]} for day in theirs["days"]}
    for day, ours in days:
        have = found.get(day.isoformat(), {})
        if ours != have:
            yield title, (day.isoformat(), ours), have
            return
    if ours_left != sorted(left):
        yield title, ("left", ours_left), sorted(left)


def short(theirs):
    days = [{**{name: day[name] for name in ["date", *FIELDS]}, "items": [item["id"] for item in day["items"]]}
            for day in theirs["days"] if day["due"]]
    return days, [item["id"] for item in theirs["left"]]
