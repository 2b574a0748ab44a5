"""The template that suits, its language and the occasions, against `crm draft`; the days that these rest on, against
`crm dates`."""
import occasions
import templates
from check_actions import AHEAD


def check(book, program):
    days = {id: occasions.known(book, id, AHEAD) for id in book.histories}
    told = {id: [] for id in days}
    for one in program.json("dates", "--within", f"{AHEAD}d"):
        # Who leaves its owner is another question.
        if one["code"] != "pool":
            told[one["id"]].append((one["code"], one["on"]))
    for id in days:
        ours = [(code, on.isoformat()) for code, on in occasions.told(book, days[id], AHEAD)]
        if ours != sorted(told[id]):
            yield id, [one for one in ours if one not in told[id]], [one for one in told[id] if one not in ours]
    found = templates.read(book.templates)
    # Filling a template for everybody takes long: every third day is enough.
    if found and book.today.toordinal() % 3 == 0:
        yield from drafts(book, found, program, {id: templates.known_of(book, id, days[id]) for id in days})


def drafts(book, found, program, known):
    """For everybody, and now and then as on another occasion."""
    everybody = ("draft", "--owner", ",".join([*book.rules.people, "pool"]))
    told = program.json(*everybody)
    yield from compared(book, found, told, known)
    yield from occasions_told(book, told, known)
    named = sorted({one for template in found.values() for file in template.files.values()
                    for one in file["for"].get("occasion", [])})
    if named and book.today.day % 2 == 0:
        # "Of many, it means those who have it today."
        known = {id: {**one, "occasion": {named[0]}} for id, one in known.items() if named[0] in one["occasion"]}
        yield from compared(book, found, program.json(*everybody, "--occasion", named[0]), known)


def compared(book, found, told, known):
    told = {one["id"]: one for one in told}
    for id in book.histories:
        gets_one = id in known and templates.gets_one(book, id)
        if gets_one != (id in told):
            yield id, ("gets a draft", gets_one), id in told
        elif id in told:
            ours = templates.choose(found, book, id, known[id])
            have = tuple(told[id][key] for key in ("template", "language", "left_out", "templates"))
            if (*ours[:3], sorted(ours[3])) != (*have[:3], sorted(have[3])):
                yield id, (ours, known[id]), have


def occasions_told(book, told, known):
    """Each template of the random books tells them."""
    for one in told:
        if one["body"] is not None and "|" in one["body"]:
            words = set(one["body"].split("|")[0].split()) - {"pool"}
            if words != known[one["id"]]["occasion"]:
                yield one["id"], sorted(known[one["id"]]["occasion"]), sorted(words)
