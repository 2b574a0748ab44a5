//! Random days: commands of one person or of three in their clones, half of them killed, with plain git,
//! editors and deleted caches among them. The model is a set of texts, each of which is logged once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::dice::{Dice, numbers};
use crate::place::Place;
use crate::syscalls::heed;
use crate::tracer::{self, Act, Call, Watch};
use crate::world::Ran;

/// Kills all of it before a call that could change the disk.
struct Killer(usize);

impl Watch for Killer {
    fn enter(&mut self, call: &Call) -> Act {
        if call.counts() {
            self.0 = self.0.saturating_sub(1);
            if self.0 == 0 {
                return Act::KillAll;
            }
        }
        Act::Go
    }
}

/// How often each text stands in somebody's logs.
type Texts = BTreeMap<String, usize>;

struct Day {
    place: Place,
    dice: Dice,
    people: &'static [&'static str],
    /// Whether customers are merged, handed over and brought in, too.
    wide: bool,
    count: usize,
    /// Texts that a command acknowledged.
    certain: BTreeSet<String>,
    /// Texts of killed commands, and of those that were taken back: there once, or not at all.
    open: BTreeSet<String>,
    /// In whose log each text stood last.
    homes: BTreeMap<String, String>,
    /// Whether a customer may be forgotten; and the texts of those who were, or may have been by a command that
    /// was killed.
    forgets: bool,
    forgotten: BTreeMap<String, BTreeSet<String>>,
    /// What each one's last command wrote.
    last: BTreeMap<&'static str, String>,
    steps: Vec<String>,
    findings: Vec<String>,
}

impl Day {
    fn new(template: &Place, number: u64, people: &'static [&'static str], wide: bool) -> Self {
        Day {
            place: template.copy(),
            dice: Dice::of(number),
            people,
            wide,
            count: 0,
            certain: BTreeSet::new(),
            open: BTreeSet::new(),
            homes: BTreeMap::new(),
            forgets: people.len() > 1 && number % 3 == 1,
            forgotten: BTreeMap::new(),
            last: BTreeMap::new(),
            steps: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn find(&mut self, told: String) {
        self.findings.push(format!("after {}: {told}", self.steps.last().map_or("nothing", String::as_str)));
    }

    /// The texts in somebody's work tree; a line that can't be read, or that nobody wrote, is told.
    fn texts(&mut self, who: &str) -> Texts {
        let held = self.place.held(who);
        let mut texts = Texts::new();
        for ((id, line), count) in &held.lines {
            let entry: Result<serde_json::Value, _> = serde_json::from_slice(line);
            let Ok(entry) = entry else {
                self.find(format!("{who}: a line of {id} is none: {}", String::from_utf8_lossy(line)));
                continue;
            };
            let words = ["text", "why"].iter().filter_map(|key| entry[key].as_str());
            for word in words.flat_map(|words| words.split(' ')).filter(|word| word.starts_with("n0")) {
                *texts.entry(word.to_owned()).or_default() += count;
                self.homes.insert(word.to_owned(), id.clone());
                if !self.certain.contains(word) && !self.open.contains(word) {
                    self.findings.push(format!("{who}: nobody wrote {word}"));
                }
            }
        }
        for (text, count) in texts.iter().filter(|(_, count)| **count > 1) {
            self.findings
                .push(format!("{who}: {text} is there {count} times, after {:?}", self.steps.last()));
        }
        texts
    }

    /// A command, killed or not; whether it said that it was done.
    fn crm(&mut self, who: &'static str, args: &[&str], most_calls: usize) -> Option<Ran> {
        let kills = self.dice.roll(2) == 0;
        let at = if kills { 1 + self.dice.roll(most_calls) } else { 0 };
        self.steps.push(format!(
            "{who}: crm {args:?}{}",
            if kills { format!(", killed at {at}") } else { String::new() }
        ));
        let ran = if kills {
            tracer::run(&self.place.command(who, args), &mut Killer(at)).expect("traced").ran
        } else {
            self.place.crm(who, args)
        };
        if ran.err.contains("panicked") {
            self.find(ran.err.clone());
        }
        if kills {
            // Whoever comes next completes it or takes it back.
            let check = self.place.crm(who, &["check", "--format", "plain"]);
            if !matches!(check.code, 0 | 1) {
                self.find(format!("check: {check:?}"));
            }
        }
        (ran.code == 0).then_some(ran)
    }

    fn step(&mut self) {
        let who = self.people[self.dice.roll(self.people.len())];
        let before = self.texts(who);
        let (mut took_back, team) = (false, self.people.len() > 1);
        self.count += 1;
        let text = format!("n0{}", self.count);
        // A merge writes values of the file into the log: they are no entries.
        let value = format!("v0{}", self.count);
        let id = ["acme", "bolt", "宏达", "pump"][self.dice.roll(4)];
        let key = if who == "li" {
            "plan"
        } else if who == "wang" {
            "region"
        } else {
            "source"
        };
        let kinds = if team { 16 } else { 11 };
        match self.dice.roll(kinds + if self.wide { 3 } else { usize::from(self.forgets) }) {
            kind if kind >= kinds && self.wide => self.many_files(who),
            16 => self.forget(who, &before),
            0..=3 => self.writes(who, &text, &["log", id, &text, "--note"], 45),
            4 => {
                let long = format!("{text} {}", "long ".repeat(900));
                self.writes(who, &text, &["log", id, long.trim(), "--note"], 45);
            }
            // A key that nobody else changes: who is right is another test's question.
            5 => {
                let done = self.crm(who, &["set", "acme", &format!("{key}={value}")], 45).is_some();
                self.last.insert(who, if done { String::new() } else { "?".to_owned() });
            }
            6 if who == "li" => {
                let grade = ["A", "B", "C", "D"][self.dice.roll(4)];
                self.writes(who, &text, &["grade", "acme", grade, "--why", &text], 60);
            }
            7 | 8 => {
                took_back = true;
                self.undo(who, &before);
            }
            9 => {
                self.steps.push(format!("{who}: rm -rf .crm"));
                let _ = fs::remove_dir_all(self.place.at(who).join(".crm"));
            }
            10 => self.edit(who, &value),
            11 => self.git(who, &text),
            12..=15 => {
                let said = format!("day {text}");
                self.crm(who, &["sync", "-m", &said], 700);
            }
            _ => {}
        }
        let after = self.texts(who);
        let is_gone = |text: &&String| !after.contains_key(*text) && !self.may_be_forgotten(text);
        let gone: Vec<&String> = before.keys().filter(is_gone).collect();
        if !gone.is_empty() && !took_back {
            self.find(format!("{who}: gone {gone:?}"));
            // Told once.
            let gone: Vec<String> = gone.into_iter().cloned().collect();
            for text in gone {
                self.certain.remove(&text);
                self.open.insert(text);
            }
        }
    }

    /// A command that logs this text.
    fn writes(&mut self, who: &'static str, text: &str, args: &[&str], most_calls: usize) {
        self.open.insert(text.to_owned());
        let done = self.crm(who, args, most_calls).is_some();
        let there = self.texts(who).contains_key(text);
        // To decide on the grade that is there already writes nothing.
        let nothing = done && !there && args[0] == "grade";
        if done && !there && !nothing {
            self.find(format!("{text} was acknowledged and isn't there"));
        }
        if there {
            self.open.remove(text);
            self.certain.insert(text.to_owned());
        }
        if !nothing {
            self.last.insert(who, if done || there { text.to_owned() } else { "?".to_owned() });
        }
    }

    /// A customer is forgotten, wherever it is, with what others add to it meanwhile.
    fn forget(&mut self, who: &'static str, before: &Texts) {
        const ID: &str = "bolt";
        let had = self.place.held(who).cards.contains_key(ID);
        let done = self.crm(who, &["forget", ID, "--all", "--apply"], 90).is_some();
        let is_gone = had && !self.place.held(who).cards.contains_key(ID);
        if done && had && !is_gone {
            self.find(format!("{ID} was forgotten and is there"));
        }
        if is_gone {
            let texts = before.keys().filter(|text| self.homes.get(*text).is_some_and(|home| home == ID));
            let texts: Vec<String> = texts.cloned().collect();
            self.forgotten.entry(ID.to_owned()).or_default().extend(texts);
            self.last.insert(who, if done { String::new() } else { "?".to_owned() });
        }
    }

    fn may_be_forgotten(&self, text: &str) -> bool {
        self.homes.get(text).is_some_and(|home| self.forgotten.contains_key(home))
    }

    /// A command that changes several customers, and logs no text of ours.
    fn many_files(&mut self, who: &'static str) {
        let ids = ["acme", "bolt", "宏达", "pump", "rust", "iron"];
        let (keep, other) = (self.dice.roll(6), self.dice.roll(5));
        let other = ids[(keep + 1 + other) % 6];
        let (from, to) = if self.dice.roll(2) == 0 { ("li", "wang") } else { ("wang", "li") };
        let args: &[&str] = match self.dice.roll(4) {
            0 => &["merge", ids[keep], other, "--apply"],
            1 => &["handover", from, "--to", to, "--apply"],
            2 => &["import", "../customers.csv", "--apply"],
            _ => &["pool", "--sweep", "--apply"],
        };
        let before = self.place.held(who);
        let done = self.crm(who, args, 90).is_some();
        // One that found nothing to do is not the last one that wrote.
        if self.place.held(who) != before {
            self.last.insert(who, if done { String::new() } else { "?".to_owned() });
        }
    }

    fn undo(&mut self, who: &'static str, before: &Texts) {
        let last = self.last.get(who).cloned().unwrap_or_default();
        // To take back what changed many files is many calls.
        let done = self.crm(who, &["undo"], if self.wide { 110 } else { 40 });
        let after = self.texts(who);
        let gone: Vec<String> = before.keys().filter(|text| !after.contains_key(*text)).cloned().collect();
        for text in &gone {
            // A command that was killed may be the last one all the same.
            if *text != last && last != "?" {
                self.find(format!("undo took back {text}, the last command wrote {last:?}"));
            }
            self.certain.remove(text);
            self.open.insert(text.clone());
        }
        if gone.len() > 1 {
            self.find(format!("undo took back {gone:?}"));
        }
        if done.is_some() {
            self.last.insert(who, String::new());
        } else if !gone.is_empty() {
            self.last.insert(who, "?".to_owned());
        }
    }

    /// An editor that saves in place, or by a rename.
    fn edit(&mut self, who: &'static str, text: &str) {
        self.steps.push(format!("{who}: an editor saves"));
        let path = self.place.at(who).join("customers/pump.yaml");
        let now = match fs::read_to_string(&path) {
            Ok(now) => now,
            // It was made one with another customer.
            Err(_) if self.wide => return,
            Err(error) => return self.find(format!("pump.yaml: {error}")),
        };
        let own = format!("{who}-note:");
        let mut lines: Vec<&str> = now.lines().filter(|line| !line.contains(&own)).collect();
        let line = format!("# {own} {text}");
        lines.push(&line);
        let aside = path.with_extension("yaml~");
        if self.dice.roll(2) == 0 {
            fs::write(&path, lines.join("\n") + "\n").expect("saved");
        } else {
            fs::write(&aside, lines.join("\n") + "\n")
                .and_then(|()| fs::rename(&aside, &path))
                .expect("saved");
        }
    }

    /// What one does with git by hand.
    fn git(&mut self, who: &'static str, text: &str) {
        let commands: &[&[&str]] = match self.dice.roll(4) {
            0 => &[&["add", "-A"], &["commit", "-q", "-m", "by hand"]],
            1 => &[&["stash", "-q"], &["stash", "pop", "-q"]],
            2 => &[
                &["checkout", "-q", "-b", "aside"],
                &["checkout", "-q", "main"],
                &["branch", "-q", "-D", "aside"],
            ],
            _ => &[&["pull", "-q", "--no-edit"]],
        };
        self.steps.push(format!("{who}: git {:?} ({text})", commands[0]));
        for args in commands {
            // Whatever git refuses here it says, and changes nothing.
            if !self.place.git_output(who, args).status.success() {
                break;
            }
        }
        // A pull that stops for somebody to choose is given up.
        if self.place.at(who).join(".git/MERGE_HEAD").exists() {
            self.place.git_output(who, &["merge", "--abort"]);
        }
    }

    /// In the evening all meet, and all have everything.
    fn evening(&mut self) {
        for round in 0..2 {
            for who in self.people.iter().copied() {
                self.steps.push(format!("{who}: crm sync in the evening, {round}"));
                let mut ran = self.place.crm(who, &["sync", "-m", "evening"]);
                for _ in 0..4 {
                    if ran.code == 0 {
                        break;
                    }
                    heed(&self.place, who, &format!("{}{}", ran.out, ran.err));
                    ran = self.place.crm(who, &["sync", "-m", "evening"]);
                }
                if ran.code != 0 {
                    self.find(format!("stuck: {ran:?}"));
                }
            }
        }
        let mut all = Vec::new();
        for who in self.people.iter().copied() {
            self.steps.push(format!("{who}: at the end"));
            all.push(self.texts(who));
        }
        if all.windows(2).any(|two| two[0] != two[1]) {
            self.find("not all have the same".to_owned());
        }
        let forgotten: Vec<&String> = self.forgotten.values().flatten().collect();
        let back: Vec<_> =
            forgotten.into_iter().filter(|text| all.iter().any(|texts| texts.contains_key(*text))).collect();
        if !back.is_empty() {
            let told = format!("came back: {back:?}");
            self.find(told);
        }
        self.nothing_lost(&all[0]);
    }

    fn nothing_lost(&mut self, texts: &Texts) {
        let is_lost = |text: &&String| !texts.contains_key(*text) && !self.may_be_forgotten(text);
        let lost: Vec<&String> = self.certain.iter().filter(is_lost).collect();
        if !lost.is_empty() {
            let told = format!("lost {lost:?}");
            self.find(told);
        }
    }
}

/// So many days; what was found in them.
fn days(template: &Place, people: &'static [&'static str], wide: bool, (few, many): (u64, u64)) {
    let numbers = numbers(few, many);
    let count = numbers.end - numbers.start;
    let (mut bad, mut entries, mut commands) = (0, 0, 0);
    for number in numbers {
        let mut day = Day::new(template, number, people, wide);
        for _ in 0..30 {
            day.step();
        }
        if people.len() > 1 {
            day.evening();
        } else {
            let texts = day.texts(people[0]);
            day.nothing_lost(&texts);
        }
        entries += day.certain.len();
        commands += day.steps.len();
        if !day.findings.is_empty() {
            bad += 1;
            println!("day {number}: {} findings, the first:", day.findings.len());
            for told in day.findings.iter().take(3) {
                println!("    {}", told.chars().take(600).collect::<String>());
            }
            if std::env::var_os("CRM_TEST_STEPS").is_some() {
                day.steps
                    .iter()
                    .for_each(|step| println!("        {}", step.chars().take(120).collect::<String>()));
            }
        }
    }
    println!(
        "{count} days of {}, {commands} commands, {entries} entries: {bad} days with findings",
        people.len()
    );
    assert_eq!(bad, 0, "in so many days something was lost, doubled, fused or stuck");
}

#[test]
fn days_of_one_person_lose_nothing() {
    if tracer::is_here() {
        days(&Place::plain(), &["li"], false, (8, 1000));
    }
}

#[test]
fn days_of_one_person_who_merges_and_hands_over_lose_nothing() {
    if tracer::is_here() {
        days(&Place::plain(), &["li"], true, (8, 1000));
    }
}

#[test]
fn days_of_three_clones_lose_nothing() {
    if tracer::is_here() {
        days(&Place::team(&["wang", "chen"]), &["li", "wang", "chen"], false, (2, 1000));
    }
}
