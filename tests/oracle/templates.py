"""Which template `crm draft` chooses: crm help templates, "Which one suits" and "In which language", and
schema/README.md, "Templates"."""
from datetime import timedelta

import deals
import occasions
from files import read_yaml

# "Who has no language: and is in China, Taiwan, Hong Kong or Macao is written to in Chinese."
CHINESE = ("CN", "TW", "HK", "MO")
# "Of several the one for the occasion comes first, then for the stage, the life cycle and the grade."
RANK = ("occasion", "stage", "lifecycle", "grade")

# Where the program answers otherwise than these pages; it becomes False once it is mended.
# Of what happened in the last 7 days only the newest is an occasion.
NEWEST_EVENT_ALONE = False


class Template:
    """One name, with the files in which it stands: by language, None where the file's name says none."""

    def __init__(self, name):
        self.name, self.files = name, {}

    def add(self, language, text):
        head = read_yaml(text.split("---\n")[1])
        wanted = {key: value if isinstance(value, list) else [value] for key, value in (head.get("for") or {}).items()}
        self.files[language] = {"for": wanted, "language": language or head.get("language"),
                                "names": "contact.name" in text}

    def in_language(self, language):
        """"For pt-BR also NAME.pt.md. NAME.md is for everybody else.\""""
        for known in (language, language and language.split("-")[0], None):
            if known in self.files:
                return self.files[known]
        return None

    def rank(self, known, language):
        """How well it suits, the best is the greatest; None where it doesn't. Reading: a file that says nothing is for
        whom the others are."""
        file = self.in_language(language)
        if file is None:
            return None
        said = [one["for"] for one in self.files.values() if one["for"]]
        if file["for"]:
            said = [file["for"]]
        said = [one for one in said if all(set(one[key]) & known[key] for key in one)]
        return max((tuple(key in one for key in RANK) for one in said), default=None)


def read(files):
    """The templates by name: `files` is name of the file to its text."""
    found = {}
    for file, text in sorted(files.items()):
        name, _, language = file[:-len(".md")].partition(".")
        found.setdefault(name, Template(name)).add(language or None, text)
    return found


def known_of(book, id, days):
    """What `for:` is held against; `days` as occasions.py knows them."""
    history = book.histories[id]
    return {
        "occasion": set(occasions_of(book, id, days)),
        # Reading taken from the program: "archived customers have no deals" is about `crm deals` alone.
        "stage": {deal.stage for deal in deals.Deals(history).found if deal.is_open},
        "lifecycle": {book.views[id]["lifecycle"]},
        "grade": {book.classes[id] or "none"},
    }


def occasions_of(book, id, days):
    """"Why it is due, what falls on the day, or what happened in the last 7 days". Reading: what falls on the day is
    what `crm dates` has of it without looking ahead, what is late and what is told of early included."""
    due = book.due[id]
    found = [due.code] if due.start is not None and due.start <= book.today else []
    # A move is ours to decide, and no reason to write.
    found += [code for code, _ in occasions.told(book, days, 0) if code != "move"]
    return found + happened(book.histories[id])


def happened(history):
    """Reading: the seventh day back counts."""
    events = [entry for entry in history.of("sample", "quote", "order", "contract")
              if not entry.is_end and not entry.is_return]
    events = [entry for entry in (events[-1:] if NEWEST_EVENT_ALONE else events)
              if entry.day >= history.today - timedelta(days=7)]
    return [f"sample-{entry['state']}" if entry.kind == "sample" else entry.kind for entry in events]


def language_of(history):
    language = history.card.get("language")
    return language or ("zh" if history.card.get("country") in CHINESE else None)


def gets_one(book, id):
    """"Who is archived or needs nothing any more gets none." Reading: whoever is never due, by its grade, too; and who
    wants to end is due all the same."""
    return book.due[id].day is not None


def choose(templates, book, id, known):
    """(name, language, why there is none, those that suit as well as each other)."""
    language = language_of(book.histories[id])
    ranks = {name: template.rank(known, language) for name, template in templates.items()}
    best = max((rank for rank in ranks.values() if rank is not None), default=None)
    names = [name for name, rank in ranks.items() if rank == best and rank is not None]
    if len(names) != 1:
        return None, None, "several-templates" if names else "no-template", names
    file = templates[names[0]].in_language(language)
    # "A field that nobody has written yet is named, and there is no draft."
    is_missing = file["names"] and not book.histories[id].card.get("contacts")
    if is_missing:
        return names[0], None, "missing-fields", []
    return names[0], file["language"], None, []
