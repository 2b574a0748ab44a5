"""The thirteen views and the class that drives, against `crm list`."""


def check(book, program):
    for theirs in program.json("list"):
        id = theirs["id"]
        ours = dict(book.views[id], **{"class": book.classes[id]})
        have = dict(theirs["views"], **{"class": theirs["class"]})
        if ours != have:
            differ = sorted(name for name in ours if ours[name] != have[name])
            why = theirs.get("views_why") or program.json("show", id)["views_why"]
            yield (id, {name: ours[name] for name in differ},
                   {name: (have[name], why.get(name)) for name in differ})
