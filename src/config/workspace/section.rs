//! Reads a section whose keys are declared with their rules, and tells what is wrong with it.

use chrono::NaiveDate;

use super::reader::Reader;
use crate::config::raw::RawSection;
use crate::model::{Expected, Hours, Interval, ProblemKind};
use crate::rules::settings::{Key, Kind, Settings, Shape, Slot};

impl Reader {
    /// Reads the keys below `path` into their rules; what isn't written, or can't be read, stays as it is there.
    pub(super) fn section(&mut self, path: &str, raw: &mut RawSection, rules: &mut dyn Settings) {
        let section = rules.section();
        self.faults.keys(&format!("{path}."), &raw.twice, &raw.unknown, section.names);
        let mut slots: Vec<(&Key, Option<Slot<'_>>)> =
            section.keys.iter().zip(rules.slots().into_iter().map(Some)).collect();
        for index in 0..slots.len() {
            // A value that rises is read with those that it rises with.
            let Some(name) = slots[index].1.as_ref().map(|_| slots[index].0.name) else { continue };
            let rising = section.rising.iter().find(|names| names.contains(&name));
            let rungs: Vec<(&Key, Slot<'_>)> = match rising {
                Some(names) => names.iter().filter_map(|name| taken(&mut slots, name)).collect(),
                None => taken(&mut slots, name).into_iter().collect(),
            };
            match rising {
                Some(_) => self.rungs(path, raw, rungs),
                None => rungs.into_iter().for_each(|(key, slot)| self.one(path, raw, key, slot)),
            }
        }
    }

    fn one(&mut self, path: &str, raw: &mut RawSection, key: &Key, slot: Slot<'_>) {
        let at = format!("{path}.{}", key.name);
        match slot {
            Slot::Own => {}
            Slot::Section(rules) => {
                if let Some(mut raw) = raw.section(key.name) {
                    self.section(&at, &mut raw, rules);
                }
            }
            Slot::Days(place) => {
                if let Some(days) = raw.texts(key.name) {
                    *place = self.rising_days(&at, days);
                }
            }
            slot => {
                if let (Shape::Value(kind), Some(text)) = (key.shape, raw.text(key.name)) {
                    self.written.insert(at.clone());
                    self.value(&at, text, kind, slot);
                }
            }
        }
    }

    fn value(&mut self, at: &str, text: String, kind: Kind, slot: Slot<'_>) {
        self.unusual_value(at, &text, kind);
        let want = kind.expected();
        match slot {
            Slot::Interval(place) => self.keep(place, at, text, want, Interval::parse),
            Slot::MaybeInterval(place) => {
                self.keep(place, at, text, want, |text| Interval::parse(text).map(Some));
            }
            Slot::Number(place) => self.keep(place, at, text, want, |text| kind.number(text)),
            Slot::MaybeNumber(place) => {
                self.keep(place, at, text, want, |text| kind.number(text).map(Some));
            }
            Slot::Count(place) => self.keep(place, at, text, want, |text| kind.count(text)),
            Slot::Size(place) => {
                self.keep(place, at, text, want, |text| kind.count(text).map(|count| count as usize));
            }
            Slot::MaybeSize(place) => {
                self.keep(place, at, text, want, |text| kind.count(text).map(|count| Some(count as usize)));
            }
            Slot::Name(place) => {
                self.keep(place, at, text, want, |text| (!text.is_empty()).then(|| text.to_owned()));
            }
            Slot::MaybeText(place) => match kind {
                Kind::Word(words) => self
                    .keep(place, at, text, want, |text| words.contains(&text).then(|| Some(text.to_owned()))),
                _ => *place = Some(text),
            },
            Slot::Word(place) => {
                let Kind::Word(words) = kind else { return };
                let is_known = |text: &str| words.contains(&text).then(|| text.to_owned());
                if let Some(word) = self.faults.value(at, Some(text), want, is_known) {
                    place.put(&word);
                }
            }
            Slot::Truth(place) => self.keep(place, at, text, want, |text| text.parse().ok()),
            Slot::MaybeZone(place) => *place = self.zone(at, Some(text)),
            Slot::MaybeHours(place) => {
                self.keep(place, at, text, Expected::Hours, |text| Hours::parse(text).map(Some));
            }
            Slot::Days(_) | Slot::Section(_) | Slot::Own => {}
        }
    }

    /// Values of which none may lie above the next.
    fn rungs(&mut self, path: &str, raw: &mut RawSection, rungs: Vec<(&Key, Slot<'_>)>) {
        let (mut spans, mut numbers) = (Vec::new(), Vec::new());
        let mut kind = Kind::Own;
        for (key, slot) in rungs {
            let at = format!("{path}.{}", key.name);
            let text = raw.text(key.name);
            if let (Shape::Value(own), Some(text)) = (key.shape, &text) {
                self.written.insert(at.clone());
                self.unusual_value(&at, text, own);
            }
            if let Shape::Value(own) = key.shape {
                kind = own;
            }
            match slot {
                Slot::Interval(place) => spans.push(Rung(key.name, text, place)),
                Slot::Number(place) => numbers.push(Rung(key.name, text, place)),
                _ => {}
            }
        }
        // From one day on, months and days have lengths to compare.
        self.rising(path, spans, kind.expected(), Interval::parse, |value| value.after(NaiveDate::MIN));
        self.rising(path, numbers, kind.expected(), |text| kind.number(text), |value| value);
    }

    fn keep<T>(
        &mut self,
        place: &mut T,
        path: &str,
        raw: String,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
    ) {
        if let Some(value) = self.faults.value(path, Some(raw), want, parse) {
            *place = value;
        }
    }

    /// Values of which none may lie above the next, those that stay at their defaults included. What
    /// isn't written can't be wrong: the fault is told at a value that is.
    fn rising<T: Copy + std::fmt::Display, K: PartialOrd>(
        &mut self,
        path: &str,
        rungs: Vec<Rung<'_, T>>,
        want: Expected,
        parse: impl Fn(&str) -> Option<T>,
        size: impl Fn(T) -> K,
    ) {
        let mut below: Option<(&'static str, T, bool)> = None;
        for Rung(key, raw, slot) in rungs {
            let at = format!("{path}.{key}");
            let written = raw.is_some();
            let read = self.faults.value(&at, raw, want.clone(), &parse);
            if let Some(value) = read {
                *slot = value;
            }
            let told = written && read.is_none();
            if let Some((smaller, value, below_written)) = below
                && !told
                && (written || below_written)
                && size(value) > size(*slot)
            {
                let at = if written { at } else { format!("{path}.{smaller}") };
                let (value, bound) = (value.to_string(), slot.to_string());
                self.faults.push(&at, ProblemKind::OutOfOrder { smaller, value, larger: key, bound });
            }
            below = (!told).then_some((key, *slot, written));
        }
    }
}

/// One of several values that rise: its key, what is written there, and where it goes.
struct Rung<'a, T>(&'static str, Option<String>, &'a mut T);

/// A key's place, for whoever takes it first.
fn taken<'k, 's>(slots: &mut [(&'k Key, Option<Slot<'s>>)], name: &str) -> Option<(&'k Key, Slot<'s>)> {
    let (key, slot) = slots.iter_mut().find(|(key, _)| key.name == name)?;
    Some((*key, slot.take()?))
}
