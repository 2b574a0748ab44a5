"""When the actions of playbooks fall due: crm help schemes, "Playbooks", the comments of `playbooks:` in crm.yaml and
schema/crm.schema.json. Where these leave something open, a comment says "reading"."""
import views
from days import Interval
from moves import is_decided_since

LABEL = ("value", "potential", "relationship")

# Those of a workspace of the scheme `trade` that writes none, as far as they fall due by themselves.
BUILT_IN = {
    "A + high + strategic": {"actions": [
        {"en": "visit", "zh": "拜访", "every": "1 month"},
        {"en": "meeting of the directors", "zh": "高层会面", "every": "3 months"},
    ]},
    "B + medium + long-term": {"actions": [
        {"en": "call", "zh": "电话", "every": "1 month"},
        {"en": "report", "zh": "季度报告", "every": "3 months"},
        {"en": "satisfaction survey", "zh": "满意度调查", "every": "6 months"},
    ]},
    "C + low + *": {"actions": [{"en": "standard mail", "zh": "标准邮件", "every": "1 month"}]},
    # Those of customers that never ordered have aims alone; that they are there hides no other label.
    "- + high + *": {}, "- + medium + *": {}, "- + low + *": {},
    "lifecycle=maturity": {"actions": [
        {"en": "look through what else it buys, and where", "zh": "梳理它还买什么、向谁买", "name": "cross-sell",
         "every": "3 months"},
    ]},
    "face=white": {"actions": [
        {"en": "check our share of what it buys, and at which margin", "zh": "核对我们在其采购中的份额和利润率", "name": "share",
         "every": "3 months"},
    ]},
    "face=black": {"actions": [
        {"en": "ask the management whether it still serves the long aim", "zh": "请管理层判断是否仍符合长远目标",
         "name": "approval", "every": "6 months"},
    ]},
}


class Action:
    """One with `every`; the others are aims, and fall never due."""

    def __init__(self, written):
        self.what = written.get("do") or written.get("en") or written.get("zh")
        self.what_zh = written.get("do") or written.get("zh") or written.get("en")
        # "The word that ticks it off …; without it what it is."
        self.word = written.get("name") or self.what
        self.every, self.after, self.who = Interval(written["every"]), written.get("after"), written.get("who")
        # "By its name or by what it is" (crm help schemes), in either language. Reading: whatever the case.
        self.words = {word.lower() for word in (self.word, self.what, self.what_zh)}

    def is_done_by(self, entry):
        """By `--action`, of a note, too, or by "a contact by the way that it is called by"."""
        said = [entry["action"]] if entry.kind in ("followup", "note") else []
        said += [entry["via"]] if entry.is_contact else []
        return any(word is not None and word.lower() in self.words for word in said)


class Due:
    def __init__(self, action, last, history):
        self.action, self.since = action, last
        # Reading: it is due on that day, whether anybody works then or not.
        self.on = history.today if last is None else action.every.after(last)
        # "`who: wang` in an action puts it on Wang's agenda, whosever the customer is; other words stand beside it."
        self.owner = action.who if action.who in history.rules.people else history.owner


def asked(word, history):
    """On whose agenda it stands of those who decide, the first of them (reading), where it is they who are asked."""
    managers = [id for id, person in history.rules.people.items() if person.get("manager")]
    return managers[0] if word == "approval" and managers else history.owner


def playbooks(book, id):
    """Those of a customer: of its class, of its combined label, of its views, in this order."""
    written = book.rules.written.get("playbooks")
    if written is None:
        written = BUILT_IN if book.rules.scheme == "trade" else {}
    views = book.views[id]
    labels, others = [], []
    for key, playbook in written.items():
        if "+" in key:
            parts = [part.strip() for part in key.split("+")]
            if all(part in ("*", views[view] or "-") for part, view in zip(parts, LABEL)):
                labels.append((parts.count("*"), playbook))
        elif "=" in key:
            view, name = (part.strip() for part in key.split("="))
            if views[view] == name:
                others.append(playbook)
    own = [written[book.classes[id]]] if book.classes[id] in written else []
    # "The playbook of the label that names most of it counts." Reading: of several that name as much the first.
    labels = [min(labels, key=lambda one: one[0])[1]] if labels else []
    return own + labels + others


def actions(book, id):
    """Those that hold now, each with the others that one word ticks off: "one that stands in several is due once, on the
    earliest of its days" (crm help schemes)."""
    newest = newest_event(book.histories[id])
    found = []
    for playbook in playbooks(book, id):
        for written in playbook.get("actions") or []:
            if not isinstance(written, dict) or written.get("every") is None:
                continue
            action = Action(written)
            # "Only while this is the newest of the customer's samples, quotes, orders and contracts."
            if action.after not in (None, newest):
                continue
            same = next((group for group in found if group[0].word.lower() in action.words), None)
            if same is None:
                found.append([action])
            else:
                same.append(action)
    return found


def newest_event(history):
    # Reading: goods that come back are none. "Of quotes that are all lost or won nothing is left to do."
    events = [entry for entry in history.of("sample", "quote", "order", "contract")
              if not entry.is_return and not (entry.kind == "quote" and entry.is_end)]
    if not events or events[-1].kind == "quote" and not views.open_quotes(history):
        return None
    return events[-1]["state"] if events[-1].kind == "sample" else events[-1].kind


def due(book, id):
    """What is due of a customer, and when. "One that nobody has done yet is an aim like the others.\""""
    history = book.histories[id]
    # "An archived customer, and one with `need: dead`, has … none of the others" (schema/README.md).
    if history.archived or history.card.get("need") == "dead":
        return []
    found = []
    for group in actions(book, id):
        own = []
        for action in group:
            # Reading: by the newest entry, whose day may be another than the latest one, in another time zone.
            done = [entry.day for entry in history.log if action.is_done_by(entry)][-1:]
            # "The day of the consent counts as one on which the action approval was done."
            approved = history.card.get("approved") or {}
            if "approval" in action.words and approved.get("by") and approved.get("on"):
                done.append(date.fromisoformat(str(approved["on"])))
            if done:
                own.append(Due(action, max(done), history))
        # "`who: wang` in an action puts it on Wang's agenda …, each day, as long as nobody has ever done it." Reading: where
        # Wang isn't the owner, who has it as an aim; nothing of one that has left, until somebody decides.
        gone = history.gone()
        has_left = gone is not None and not is_decided_since(history, gone)
        others = [action for action in group if action.who in history.rules.people and action.who != history.owner]
        if own:
            found.append(min(own, key=lambda one: one.on))
        elif others and not has_left:
            found.append(Due(others[0], None, history))
    return found
