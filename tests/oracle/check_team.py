"""The manager's page, against `crm agenda --team`."""
from team import Team

NUMBERS = ["customers", "due", "on_time", "late", "days_late", "missed", "beyond", "waiting", "minutes", "written_late"]


def check(book, program):
    for span in ("day", "week", "month"):
        team = Team(book, span)
        theirs = {one["owner"]: one for one in program.json("agenda", "--team", f"--{span}")}
        for owner, person in team.people.items():
            ours = {name: getattr(person, name) for name in NUMBERS}
            if owner not in theirs:
                if any(ours.values()):
                    yield f"{owner}, {span}", ours, None
                continue
            have = {name: theirs[owner][name] for name in NUMBERS}
            if ours != have:
                differ = [name for name in NUMBERS if ours[name] != have[name]]
                yield (f"{owner}, {span} since {team.first}", {name: ours[name] for name in differ},
                       {name: have[name] for name in differ})
            yield from attention(f"{owner}, {span}, attention", person, theirs[owner]["attention"], book)
            yield from lists(f"{owner}, {span}", person, theirs[owner])
            yield from longest(owner, span, person, theirs[owner]["longest"], book)


def attention(what, person, theirs, book):
    """Each open complaint and wish to end, by its day."""
    ours = sorted((due.isoformat(), id, kind, ref or "", since.isoformat(), answered, (book.today - due).days)
                  for due, id, kind, ref, since, answered in person.attention)
    have = [(one["due"], one["id"], one["kind"], one["ref"] or "", one["since"], one["answered"], one["days_late"])
            for one in theirs]
    if ours != sorted(have) or [one[0] for one in have] != sorted(one[0] for one in have):
        yield what, ours, have


def lists(what, person, theirs):
    """What is listed by name, each in its order; ties of a day in any."""
    for name, ours, have, order in (
        ("late actions", [(day.isoformat(), id, said) for day, id, said in person.actions],
         [(one["due"], one["id"], one["what"]) for one in theirs["late_actions"]], 1),
        ("late promises", [(day.isoformat(), id, said or "") for day, id, said in person.promises],
         [(one["due"], one["id"], one["what"] or "") for one in theirs["promises"]], 1),
        ("broken promises", [(day.isoformat(), id, said or "", str(due)) for day, id, said, due in person.broken],
         [(one["on"], one["id"], one["what"] or "", str(one["due"])) for one in theirs["broken_promises"]], 1),
        ("unhappy", [(int(score), day.isoformat(), id) for score, day, id in person.unhappy],
         [(one["score"], one["on"], one["id"]) for one in theirs["unhappy"]], 2),
    ):
        if sorted(ours) != sorted(have) or [one[:order] for one in have] != sorted(one[:order] for one in have):
            yield f"{what}, {name}", sorted(ours), have


def longest(owner, span, person, theirs, book):
    """The latest first, five at most; ties in any order."""
    ours = [(since.isoformat(), is_missed) for since, _, is_missed in sorted(person.longest)][:5]
    have = [(one["due"], one["missed"]) for one in theirs]
    late = [(book.today - since).days for since, _, _ in sorted(person.longest)][:5]
    if late != [one["days_late"] for one in theirs] or len(ours) != len(have):
        yield f"{owner}, {span}, longest", sorted(person.longest), have
    known = {id: is_missed for _, id, is_missed in person.longest}
    for one in theirs:
        if known.get(one["id"]) != one["missed"]:
            yield one["id"], ("missed", span, known.get(one["id"])), one["missed"]
