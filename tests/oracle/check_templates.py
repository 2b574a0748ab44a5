"""The template that suits, its language and the occasions, against `crm draft`; the days that these rest on, against
`crm dates`."""
import occasions
import templates
from check_actions import AHEAD


def check(book, program):
    yield from days(book, program.json("dates", "--within", f"{AHEAD}d"))
    found = templates.read(book.templates)
    if not found:
        return
    everybody = ("--owner", ",".join([*book.rules.people, "pool"]))
    yield from drafts(book, found, program.json("draft", *everybody), None)
    named = sorted({one for template in found.values() for file in template.files.values()
                    for one in file["for"].get("occasion", [])})
    for occasion in named[:1]:
        yield from drafts(book, found, program.json("draft", *everybody, "--occasion", occasion), occasion)


def days(book, told):
    for id in book.histories:
        ours = [(code, on.isoformat()) for code, on in occasions.told(book, id, AHEAD)]
        theirs = sorted((one["code"], one["on"]) for one in told if one["id"] == id and one["code"] != "pool")
        if ours != theirs:
            yield id, [one for one in ours if one not in theirs], [one for one in theirs if one not in ours]


def drafts(book, found, told, occasion):
    told = {one["id"]: one for one in told}
    for id in book.histories:
        if templates.gets_one(book, id) != (id in told):
            yield id, ("gets a draft", templates.gets_one(book, id)), id in told
        elif id in told:
            yield from draft(book, id, templates.choose(found, book, id, occasion), told[id], occasion)


def draft(book, id, ours, theirs, occasion):
    have = tuple(theirs[key] for key in ("template", "language", "left_out", "templates"))
    if (*ours[:3], sorted(ours[3])) != (*have[:3], sorted(have[3])):
        yield id, (ours, occasion, templates.known_of(book, id)), have
    elif theirs["body"] is not None:
        # Every template tells the occasions. Who leaves its owner is another question.
        words = set(theirs["body"].split("|")[0].split()) - {"pool"}
        if words != set(templates.occasions_of(book, id)):
            yield id, sorted(set(templates.occasions_of(book, id))), sorted(words)
