//! Random histories of three clones against a model: the set of lines that were ever written, and of those
//! that somebody took out on purpose. `CRM_HISTORIES=1000` runs more of them.

use super::*;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).expect("small")
    }
}

struct Clone {
    head: String,
    files: Files,
    changed: bool,
}

#[derive(Default)]
struct Model {
    written: BTreeSet<Vec<u8>>,
    /// May be gone: somebody took it out, or gave it up.
    removed: BTreeSet<Vec<u8>>,
    /// Moved by hand from one customer to another.
    moved: BTreeSet<Vec<u8>>,
    /// Whether one customer may stand in two others, by what people did.
    may_double: bool,
    next: usize,
    names: usize,
}

#[derive(Debug, Default)]
struct Figures {
    merges: usize,
    lines: usize,
    questions: usize,
    home: usize,
    crossed: usize,
    two_homes: usize,
    two_of_one_id: usize,
}

fn card_of(id: &str, files: &Files) -> Option<String> {
    let end = format!("/{id}.yaml");
    files.keys().find(|path| path.ends_with(&end)).cloned()
}

fn log_of(card: &str) -> String {
    card.replace(".yaml", ".log.jsonl")
}

impl Model {
    fn line(&mut self) -> Vec<u8> {
        self.next += 1;
        let line = format!("{{\"n\":{}}}", self.next).into_bytes();
        self.written.insert(line.clone());
        line
    }

    /// One thing that somebody does in a clone.
    fn act(&mut self, dice: &mut Dice, clone: &mut Clone) {
        clone.changed = true;
        let files = &mut clone.files;
        let cards: Vec<String> = files.keys().filter(|path| path.ends_with(".yaml")).cloned().collect();
        let any = dice.roll(cards.len().max(1));
        let what = if cards.len() < 3 { 20 } else { dice.roll(22) };
        let Some(card) = cards.get(any).cloned().filter(|_| what < 20) else {
            // Ids are new, or another clone chooses the same one.
            self.names += usize::from(dice.roll(4) > 0);
            let card = format!("customers/c{}.yaml", self.names);
            if card_of(&format!("c{}", self.names), files).is_none() {
                let line = self.line();
                files.insert(log_of(&card), [line, b"\n".to_vec()].concat());
                files.insert(card, b"name: X\nplan: p\nregion: r\n".to_vec());
            }
            return;
        };
        let id =
            card.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")).expect("an id").to_owned();
        let log = log_of(&card);
        match what {
            // Written to, by several hands: a line may be cut off, or saved on Windows.
            0..=9 => {
                let line = self.line();
                let text = files.entry(log).or_default();
                if !text.is_empty() && !text.ends_with(b"\n") {
                    text.push(b'\n');
                }
                text.extend_from_slice(&line);
                match dice.roll(12) {
                    0 => {}
                    1 => {
                        *text =
                            String::from_utf8_lossy(text).replace('\n', "\r\n").replace("\r\r", "\r").into()
                    }
                    _ => text.push(b'\n'),
                }
            }
            10..=12 => {
                let key = ["plan", "region"][dice.roll(2)];
                let text = String::from_utf8_lossy(&files[&card]).into_owned();
                let lines = text.lines().map(|line| match line.starts_with(key) {
                    true => format!("{key}: {}\n", dice.roll(50)),
                    false => format!("{line}\n"),
                });
                let text: String = lines.collect();
                files.insert(card, text.into_bytes());
            }
            13 | 14 => {
                let folder = ["", "eu/", "asia/x/"][dice.roll(3)];
                let to = format!("customers/{folder}{id}.yaml");
                for (from, to) in [(log, log_of(&to)), (card, to)] {
                    if let Some(text) = files.remove(&from) {
                        files.insert(to, text);
                    }
                }
            }
            // A part of another one, or of another name.
            15 | 16 => {
                let (kind, into) = if what == 15 {
                    ("merged", cards[dice.roll(cards.len())].clone())
                } else {
                    self.names += 1;
                    // Of a name that nobody else enters: else they are two, and a person has to say so.
                    let to = format!("customers/r{}.yaml", self.names);
                    (!files.contains_key(&to)).then(|| files.insert(to.clone(), files[&card].clone()));
                    ("renamed", to)
                };
                if into == card {
                    return;
                }
                self.next += 1;
                let trace =
                    format!("{{\"n\":{},\"kind\":\"{kind}\",\"from\":\"{id}\"}}", self.next).into_bytes();
                self.written.insert(trace.clone());
                files.remove(&card);
                let own = files.remove(&log).unwrap_or_default();
                let own: Vec<std::borrow::Cow<'_, [u8]>> =
                    lines::lines(&own).map(std::borrow::Cow::Borrowed).chain([trace.into()]).collect();
                let now = files.remove(&log_of(&into)).unwrap_or_default();
                files.insert(log_of(&into), lines::with(&now, &own));
            }
            17 => {
                let text = files.get(&log).cloned().unwrap_or_default();
                // Without its trace, nobody could know where a customer went.
                let all: Vec<&[u8]> =
                    lines::lines(&text).filter(|line| lines::trace(line).is_none()).collect();
                if let Some(line) = all.get(dice.roll(all.len().max(1))) {
                    self.removed.insert(line.to_vec());
                    let rest = lines::keep(&text, |other| other != *line).unwrap_or_default();
                    files.insert(log, rest);
                }
            }
            18 if dice.roll(3) == 0 => {
                files.remove(&card);
                let text = files.remove(&log).unwrap_or_default();
                self.removed.extend(sorted(&text));
            }
            // Written at the wrong customer.
            19 => {
                let to = log_of(&cards[dice.roll(cards.len())]);
                let text = files.get(&log).cloned().unwrap_or_default();
                let all: Vec<&[u8]> =
                    lines::lines(&text).filter(|line| lines::trace(line).is_none()).collect();
                let Some(line) = all.get(dice.roll(all.len().max(1))).filter(|_| to != log) else { return };
                // Who moves one in one clone and in another one has it at two customers.
                self.may_double |= !self.moved.insert(line.to_vec());
                let rest = lines::keep(&text, |other| other != *line).unwrap_or_default();
                let now = lines::with(&files.get(&to).cloned().unwrap_or_default(), &[(*line).into()]);
                files.extend([(log, rest), (to, now)]);
            }
            _ => {}
        }
    }
}

fn all_lines(files: &Files) -> Vec<Vec<u8>> {
    let logs = files.iter().filter(|(path, _)| path.ends_with(".log.jsonl"));
    logs.flat_map(|(_, text)| lines::lines(text).map(<[u8]>::to_vec).collect::<Vec<_>>()).collect()
}

fn is_two(conflict: &Conflict) -> bool {
    matches!(conflict.what, What::OneId { .. })
}

struct History<'w> {
    world: &'w World,
    dice: Dice,
    model: Model,
    figures: Figures,
}

impl History<'_> {
    /// What a clone does to go on with what another one has; whether it could.
    fn take(&mut self, clone: &mut Clone, theirs: &str) -> bool {
        if std::mem::take(&mut clone.changed) {
            clone.head = self.world.commit(&clone.files, &[&clone.head]);
        }
        // Where histories cross, what only one of two common ancestors had may come back: a customer that
        // was made a part of another one since, too. That is the price of losing nothing.
        let bases = objects::bases(self.world.top(), &clone.head, theirs).expect("bases");
        self.model.may_double |= bases.len() > 1;
        let mut asked = Asked::default();
        for _ in 0..9 {
            match self.world.merge(&clone.head, theirs, &asked) {
                // Two firms of one id: a person gives one of them another.
                Outcome::Conflicts(conflicts) if conflicts.iter().any(is_two) => {
                    self.figures.two_of_one_id += 1;
                    return false;
                }
                Outcome::Conflicts(conflicts) => self.answer(&conflicts, &mut asked.answers),
                Outcome::Done(merge) => {
                    let theirs = self.world.files(theirs);
                    self.check(&clone.files, &theirs, &merge);
                    clone.files = self.world.files(&merge.commit);
                    clone.head = merge.commit;
                    return true;
                }
                Outcome::Refused(refusal) => panic!("{refusal:?}\n{}", self.shown(&clone.head, theirs)),
            }
        }
        panic!("it goes on asking");
    }

    /// What two commits have in their logs, and their bases.
    fn shown(&self, ours: &str, theirs: &str) -> String {
        let mut commits = self.world.git(&["log", "-1", "--format=%P", ours]);
        commits = format!("{ours} {theirs} {commits} ");
        let mut all: Vec<String> = commits.split_whitespace().map(str::to_owned).collect();
        let parents = if all.len() == 4 { [&all[2], &all[3]] } else { [&all[0], &all[1]] };
        all.extend(objects::bases(self.world.top(), parents[0], parents[1]).expect("bases"));
        let mut told = self.world.git(&["log", "--graph", "--oneline", ours, theirs]);
        for commit in all {
            told.push_str(&format!("\n\n{commit}"));
            for (path, text) in self.world.files(&commit) {
                if path.ends_with(".jsonl") {
                    told.push_str(&format!(
                        "\n{path}: {}",
                        String::from_utf8_lossy(&text).replace('\n', " ")
                    ));
                }
            }
        }
        told
    }

    fn answer(&mut self, conflicts: &[Conflict], answers: &mut Answers) {
        self.model.may_double = true;
        for conflict in conflicts {
            assert!(!conflict.questions().is_empty(), "{conflict:?}");
            for question in conflict.questions() {
                self.figures.questions += 1;
                let answer = [Answer::Ours, Answer::Theirs][self.dice.roll(2)];
                answers.give(question.clone(), answer);
            }
        }
    }

    fn check(&mut self, ours: &Files, theirs: &Files, merge: &Merge) {
        self.figures.merges += 1;
        let found = self.world.files(&merge.commit);
        let lines = all_lines(&found);
        let set: BTreeSet<Vec<u8>> = lines.iter().cloned().collect();
        for told in &merge.told {
            match told {
                Told::Removed { id, given_up, by, .. } if *given_up > 0 => {
                    let keeper = if *by == Side::Ours { theirs } else { ours };
                    let log = card_of(id, keeper).map(|card| log_of(&card)).expect("it was there");
                    let text = keeper.get(&log).expect("a log");
                    self.model.removed.extend(sorted(text));
                }
                Told::TwoHomes { .. } => {
                    self.model.may_double = true;
                    self.figures.two_homes += 1;
                }
                Told::CameHome { .. } => self.figures.home += 1,
                _ => {}
            }
        }
        for line in all_lines(ours).into_iter().chain(all_lines(theirs)) {
            let is_known = set.contains(&line) || self.model.removed.contains(&line);
            assert!(is_known, "lost: {} {merge:?}", String::from_utf8_lossy(&line));
        }
        for line in &set {
            let is_note = line.starts_with(b"{\"at\":\"2026-11-20T10");
            if is_note {
                self.model.written.insert(line.clone());
            }
            assert!(self.model.written.contains(line), "fused: {}", String::from_utf8_lossy(line));
        }
        for (path, text) in found.iter().filter(|(path, _)| path.ends_with(".log.jsonl")) {
            assert_eq!(lines::lines(text).count(), sorted(text).len(), "doubled in {path}");
            assert!(found.contains_key(&path.replace(".log.jsonl", ".yaml")), "a log of nobody: {path}");
        }
        if !self.model.may_double && lines.len() > set.len() {
            panic!("doubled: {merge:?}\n{}", self.shown(&merge.commit, &format!("{}^2", merge.commit)));
        }
    }
}

#[test]
fn three_clones_lose_double_and_fuse_nothing() {
    let count = std::env::var("CRM_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let from = std::env::var("CRM_HISTORY").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut all = Figures::default();
    for seed in from..from + count {
        let world = World::new();
        println!("history {seed}");
        let dice = Dice(0x9e37_79b9_7f4a_7c15 ^ u64::wrapping_mul(seed, 0x1234_5678_9abc_def1));
        let mut history =
            History { world: &world, dice, model: Model::default(), figures: Figures::default() };
        let start = files(&[("README.md", "ours\n")]);
        let mut remote = world.commit(&start, &[]);
        let mut clones: Vec<Clone> =
            (0..3).map(|_| Clone { head: remote.clone(), files: start.clone(), changed: false }).collect();
        for _ in 0..14 {
            let at = history.dice.roll(3);
            for _ in 0..=history.dice.roll(5) {
                history.model.act(&mut history.dice, &mut clones[at]);
            }
            if history.dice.roll(5) == 0 {
                // Straight from a colleague: histories cross.
                let from = (at + 1) % 3;
                let theirs = clones[from].head.clone();
                history.take(&mut clones[at], &theirs);
                history.figures.crossed += 1;
            } else if history.dice.roll(3) > 0 && history.take(&mut clones[at], &remote) {
                remote.clone_from(&clones[at].head);
            }
        }
        for at in [0, 1, 2, 0, 1] {
            if history.take(&mut clones[at], &remote) {
                remote.clone_from(&clones[at].head);
            }
        }
        if history.figures.two_of_one_id > 0 {
            all.two_of_one_id += 1;
            continue;
        }
        assert!(clones.iter().all(|clone| clone.files == clones[0].files), "all have the same in the end");
        let end: BTreeSet<Vec<u8>> = all_lines(&clones[0].files).into_iter().collect();
        let lost: Vec<_> = history.model.written.difference(&end).collect();
        let lost: Vec<_> = lost.into_iter().filter(|line| !history.model.removed.contains(*line)).collect();
        assert!(lost.is_empty(), "history {seed} lost {lost:?}");
        let own = history.figures;
        all.merges += own.merges;
        all.lines += history.model.written.len();
        all.questions += own.questions;
        all.home += own.home;
        all.crossed += own.crossed;
        all.two_homes += own.two_homes;
    }
    println!("{count} histories: {all:?}, 0 lost, 0 doubled, 0 fused");
}
