"""The files of a workspace: written for random books, read back for the reckoning.

The reader knows the part of YAML that the writer makes (block mappings, and flow values behind a
key), not more: real files come in through `crm` alone.
"""
import glob
import json
import os
import re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*( [A-Za-z0-9_]+)*$")
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


# --- YAML, written ---------------------------------------------------------------

def flow(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in value.items()) + "}"
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d+ [a-z]+", text):
        return text
    if PLAIN.match(text) and text.lower() not in WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def yaml(mapping, indent=0):
    lines = []
    for key, value in mapping.items():
        if isinstance(value, dict) and value:
            lines.append(" " * indent + f"{flow(key)}:")
            lines.append(yaml(value, indent + 2).rstrip("\n"))
        else:
            lines.append(" " * indent + f"{flow(key)}: {flow(value)}")
    return "\n".join(lines) + "\n"


# --- YAML, read -------------------------------------------------------------------

class Flow:
    """A flow value, read from left to right."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def blank(self):
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1

    def value(self, stops):
        self.blank()
        first = self.text[self.at:self.at + 1]
        if first == "[":
            return self.items("]", lambda: self.value(",]"))
        if first == "{":
            return dict(self.items("}", self.pair))
        if first == '"':
            text, end = json.JSONDecoder().raw_decode(self.text[self.at:])
            self.at += end
            return text
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in stops:
            self.at += 1
        return scalar(self.text[start:self.at].strip())

    def pair(self):
        key = self.value(":")
        self.blank()
        assert self.text[self.at] == ":", self.text[self.at:]
        self.at += 1
        return str(key), self.value(",}")

    def items(self, end, one):
        self.at += 1
        found = []
        while True:
            self.blank()
            if self.text[self.at] == end:
                self.at += 1
                return found
            if self.text[self.at] == ",":
                self.at += 1
                continue
            found.append(one())


def scalar(text):
    if text in ("", "null", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return Fraction(text)
    return text


def block(lines, indent):
    found = {}
    while lines:
        line = lines[0]
        depth = len(line) - len(line.lstrip(" "))
        if depth < indent:
            break
        lines.pop(0)
        reader = Flow(line.strip())
        key = str(reader.value(":"))
        reader.blank()
        rest = reader.text[reader.at + 1:].strip()
        inner = lines and len(lines[0]) - len(lines[0].lstrip(" ")) > depth
        found[key] = block(lines, depth + 1) if rest == "" and inner else Flow(rest).value("")
    return found


def read_yaml(text):
    lines = [line.rstrip() for line in text.splitlines()]
    return block([line for line in lines if line.strip() and not line.strip().startswith("#")], 0)


# --- The log ----------------------------------------------------------------------

def folded(name):
    """Numbers and items are compared without case and blanks (schema/README.md)."""
    return "".join(name.split()).lower()


class Entry:
    """One line of a log."""

    def __init__(self, fields, line):
        self.fields, self.line = fields, line
        self.day = date.fromisoformat(fields["at"][:10])
        self.kind = fields["kind"]

    def __getitem__(self, key):
        return self.fields.get(key)

    @property
    def is_contact(self):
        # Rule 4: "A contact is a `followup`, or any other entry with a `via`."
        return self.kind == "followup" or self["via"] is not None

    @property
    def is_return(self):
        """Goods that come back."""
        return self.kind == "order" and str(self["amount"]).startswith("-")

    @property
    def is_end(self):
        """What became of a quote."""
        return self.kind == "quote" and self["state"] in ("lost", "won")

    @property
    def ref(self):
        return None if self["ref"] is None else folded(self["ref"])

    def date(self, key):
        return None if self[key] is None else date.fromisoformat(self[key])


def read_log(text):
    """All entries, by instant, then by line (format.md: "entries are ordered by `at`, then by line").

    A date alone comes after the instants of its day that stand above it, else it is its midnight in the
    offset of the log's first instant, else in UTC (schema/README.md).
    """
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            entries.append(Entry(json.loads(line), number))
    instants = [datetime.fromisoformat(e["at"].replace("Z", "+00:00")) for e in entries if len(e["at"]) > 10]
    offset = min(instants).utcoffset() if instants else timedelta(0)

    def instant(entry):
        if len(entry["at"]) > 10:
            return datetime.fromisoformat(entry["at"].replace("Z", "+00:00"))
        midnight = datetime.combine(entry.day, datetime.min.time(), timezone(offset))
        above = [instant(other) for other in entries
                 if other.line < entry.line and len(other["at"]) > 10 and other.day == entry.day]
        return max([midnight, *above])

    return sorted(entries, key=lambda entry: (instant(entry), entry.line))


# --- The workspace ----------------------------------------------------------------

class Customer:
    def __init__(self, id, card, log):
        self.id, self.card, self.log = id, card, log

    def date(self, key):
        value = self.card.get(key)
        return None if value is None else date.fromisoformat(value)


def read_workspace(folder):
    """The rules as written, the customers by id, and the texts of the templates by the names of their files."""
    with open(os.path.join(folder, "crm.yaml"), encoding="utf-8") as file:
        rules = read_yaml(file.read())
    customers = {}
    for below, _, names in os.walk(os.path.join(folder, "customers")):
        for name in names:
            if name.endswith(".yaml"):
                id = name[:-len(".yaml")]
                customers[id] = read_customer(below, id)
    templates = {}
    for path in glob.glob(os.path.join(folder, "templates", "*.md")):
        with open(path, encoding="utf-8") as file:
            templates[os.path.basename(path)] = file.read()
    return rules, dict(sorted(customers.items())), templates


def read_customer(below, id):
    with open(os.path.join(below, id + ".yaml"), encoding="utf-8") as file:
        card = read_yaml(file.read())
    path = os.path.join(below, id + ".log.jsonl")
    log = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            log = file.read()
    return Customer(id, card, read_log(log))


def write_workspace(folder, rules, customers, templates):
    """`customers`: id to (card, lines of the log); `templates`: name of the file to its text."""
    os.makedirs(folder, exist_ok=True)
    put(os.path.join(folder, "crm.yaml"), yaml(rules))
    for id, (card, log) in customers.items():
        # The folders are the team's own business.
        below = os.path.join(folder, "customers", card.get("country", ""))
        os.makedirs(below, exist_ok=True)
        put(os.path.join(below, id + ".yaml"), yaml(card))
        if log:
            lines = [json.dumps(entry, ensure_ascii=False) for entry in log]
            put(os.path.join(below, id + ".log.jsonl"), "\n".join(lines) + "\n")


    for name, text in templates.items():
        os.makedirs(os.path.join(folder, "templates"), exist_ok=True)
        put(os.path.join(folder, "templates", name), text)


def put(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
