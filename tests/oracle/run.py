#!/usr/bin/env python3
"""An independent reckoning of what `crm` answers, held against the program on seeded random books.

    python3 tests/oracle/run.py --crm target/debug/crm --seed 1 --books 200
    python3 tests/oracle/run.py --crm target/debug/crm --folder BOOK --today 2026-11-20

It reckons from the files alone, by domain.md, the documentation of the files and `crm help`. Where
those leave something open, a comment says "reading". A disagreement prints the customer, both answers
and the files, and the exit code is 1.
"""
import argparse
import csv
import glob
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

sys.dont_write_bytecode = True

import files
import rules
import routines
from book import Book

import check_actions
import check_capacity
import check_dates
import check_deals
import check_lead
import check_moves
import check_page
import check_quarter
import check_team
import check_templates
import check_views

CHECKS = {
    "dates": check_dates.check,
    "views": check_views.check,
    "lead": check_lead.check,
    "moves": check_moves.check,
    "quarter": check_quarter.check,
    "team": check_team.check,
    "capacity": check_capacity.check,
    "deals": check_deals.check,
    "actions": check_actions.check,
    "templates": check_templates.check,
    "page": check_page.check,
}

# A number of each check that is changed in the oracle alone: it has to be noticed, or the check checks nothing.
WRONG = {
    "dates": (("complaint", "solve"), "4 days"),
    "views": (("views", "abc", "A"), "0.6"),
    "lead": (("score", "hot"), 35),
    "moves": (("moves", "quiet"), "200 days"),
    "quarter": (("moves", "recheck"), "5 months"),
    "team": (("complaint", "answer"), "9 days"),
    "capacity": (("lanes", "debts"), "0.6"),
    "deals": (("deals", "quoted"), "0.3"),
    "actions": (("views", "value", "amount", "B"), "0.01"),
    "templates": (("reminders", "quote"), "9 days"),
    "page": (("required",), {"A": ["website"]}),
}


class Program:
    def __init__(self, path, folder, today):
        self.path, self.folder, self.today = os.path.abspath(path), folder, today
        self.told = {}

    def json(self, *args):
        return self.once(json.loads, *args, "--json")

    def csv(self, *args):
        return self.once(lambda text: list(csv.DictReader(text.splitlines())), *args, "--format", "csv")

    def once(self, read, *args):
        """What several checks look at is asked once."""
        if args not in self.told:
            self.told[args] = read(self.ask(*args))
        return self.told[args]

    def ask(self, *args):
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": self.folder, "LANG": "C.UTF-8", "CRM_USER": "li"}
        command = [self.path, "-C", self.folder, "--today", self.today.isoformat(), *args]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        # An order in a currency without a rate is told (5), and so is who can't have a draft (1); all else is answered.
        if done.returncode not in (0, 5) and (done.returncode, args[0]) != (1, "draft"):
            raise SystemExit(f"{' '.join(command)}\nexit {done.returncode}: {done.stderr}")
        return done.stdout


def look_at(path, folder, today, only):
    """The disagreements of one book on one day."""
    written, customers, templates = files.read_workspace(folder)
    book = Book(written, customers, today, templates)
    program = Program(path, folder, today)
    found = []
    for name, check in CHECKS.items():
        if only is None or name in only:
            found += [(name, *difference) for difference in check(book, program)]
    return found


def as_text(folder, today, found, most):
    """The customers, both answers and the files."""
    lines = []
    for name, id, ours, theirs in found[:most]:
        lines += [f"--- {name}: {id}, --today {today}", f"the oracle: {ours}", f"the program: {theirs}"]
        for path in sorted(glob.glob(f"{folder}/customers/**/{id}.*", recursive=True), reverse=True):
            lines += numbered(folder, path)
    for path in [f"{folder}/crm.yaml", *sorted(glob.glob(f"{folder}/templates/*"))]:
        lines += numbered(folder, path)
    return "\n".join(lines)


def numbered(folder, path):
    with open(path, encoding="utf-8") as file:
        lines = [f"  {number:3} {line.rstrip()}" for number, line in enumerate(file, 1)]
    return [f"{os.path.relpath(path, folder)}:"] + lines


def prove(options):
    """Each check is seen to fail."""
    blind = []
    for name, (keys, number) in WRONG.items():
        *path, last = keys
        place = rules.DEFAULTS
        for key in path:
            place = place[key]
        right, place[last] = place[last], number
        noticed = next(disagreements(options, [name]), None)
        place[last] = right
        if noticed is None:
            blind.append(name)
        print(f"{name}: {'.'.join(keys)} of {number} in the oracle is "
              + (f"noticed in the book of seed {noticed[0]}" if noticed else "not noticed"))
    return 1 if blind else 0


def disagreements(options, only):
    """(seed, day, what was found, that as a text) of each book and day that has any, in the order of the seeds."""
    def look(seed):
        written, made, templates, days = routines.book(seed)
        with tempfile.TemporaryDirectory() as temporary:
            folder = os.path.join(options.keep or temporary, f"book-{seed}")
            files.write_workspace(folder, written, made, templates)
            found = []
            for today in days:
                differences = look_at(options.crm, folder, today, only)
                if differences:
                    text = as_text(folder, today, differences, options.most)
                    found.append((seed, today, differences, text))
            return found

    # The program takes most of the time, so that threads are enough to use all processors.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seeds = range(options.seed, options.seed + options.books)
        for start in range(0, len(seeds), 16):
            for found in pool.map(look, seeds[start:start + 16]):
                yield from found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--crm", required=True, help="the program")
    parser.add_argument("--seed", type=int, default=1, help="of the first book")
    parser.add_argument("--books", type=int, default=20, help="how many, one for each seed")
    parser.add_argument("--only", action="append", choices=list(CHECKS), help="this check alone")
    parser.add_argument("--folder", help="a book that is there, instead of random ones")
    parser.add_argument("--today", help="the day for it")
    parser.add_argument("--keep", help="leave the book of a disagreement in this folder")
    parser.add_argument("--go-on", action="store_true", help="look at all books, and say one line of each disagreement")
    parser.add_argument("--prove", action="store_true", help="change a number of each check, and see it noticed")
    parser.add_argument("--most", type=int, default=3, help="disagreements to show of a book")
    options = parser.parse_args()
    if options.folder:
        today = date.fromisoformat(options.today)
        found = look_at(options.crm, options.folder, today, options.only)
        if found:
            print(as_text(options.folder, today, found, options.most))
        return 1 if found else 0
    if options.prove:
        return prove(options)
    wrong = 0
    for seed, today, found, text in disagreements(options, options.only):
        wrong += len(found)
        if not options.go_on:
            print(text)
            print(f"seed {seed}: {len(found)} disagreements, in {', '.join(sorted({one[0] for one in found}))}")
            return 1
        for name, id, ours, theirs in found[:options.most]:
            print(f"seed {seed} {today} {name} {id}: {ours} / {theirs}")
    if wrong:
        print(f"{wrong} disagreements")
        return 1
    print(f"{options.books} books, each on two days: {', '.join(options.only or CHECKS)} agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
