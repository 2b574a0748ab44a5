//! A text without a person: whatever the case and width of letters, however a number is written.
//!
//! What is surely the person is hidden. What only looks like it, such as a word that is a name, too, or the name
//! that the company bears, stays and is told: nothing is left in silence.

use std::ops::Range;

use super::fold::{Folded, forms, is_word};
use super::hanzi::{ChineseName, Read};
use super::number::{self, Number, runs};
use super::phrase::{NameWord, PLAIN, Phrase, Span};
use crate::store::forgetting_note::HIDDEN;

/// What a person is known by, and what else looks like it and is somebody else's.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// Names, addresses, handles.
    pub(super) phrases: Vec<Phrase>,
    pub(super) numbers: Vec<Number>,
    pub(super) parts: Vec<NameWord>,
    pub(super) addresses: Vec<Vec<char>>,
    pub(super) hanzi: Vec<ChineseName>,
    pub(super) read: Vec<Read>,
    pub(super) others: Vec<Phrase>,
    pub(super) other_numbers: Vec<Number>,
}

impl Person {
    pub(super) fn phrase(&mut self, text: &str, is_name: bool) {
        if text.trim().chars().count() > 1 {
            self.phrases.extend(forms(text.trim()).into_iter().map(|form| Phrase::new(form, is_name)));
        }
    }

    /// What is somebody else's, and stays.
    pub(super) fn other(&mut self, text: &str, is_company: bool) {
        self.other_numbers.extend(number::all_numbers(text));
        let phrases = forms(text.trim()).into_iter().map(|form| Phrase::new(form, false));
        self.others.extend(phrases.map(|phrase| Phrase { is_company, ..phrase }));
    }

    /// A text without the person.
    pub fn hide(&self, text: &str) -> String {
        self.hide_but(text, &[])
    }

    /// The same, where some places stay as they are.
    pub fn hide_but(&self, text: &str, kept: &[Range<usize>]) -> String {
        let is_kept = |span: &Span| kept.iter().any(|kept| overlap(kept, &span.bytes));
        let spans = self.spans(text).into_iter().filter(|span| span.is_sure && !is_kept(span));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for bytes in merged(spans.map(|span| span.bytes).collect()) {
            out.push_str(&text[at..bytes.start]);
            out.push_str(HIDDEN);
            at = bytes.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// What of a text is surely the person.
    pub fn found<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let spans = self.spans(text).into_iter().filter(|span| span.is_sure);
        spans.map(|span| &text[span.bytes]).collect()
    }

    /// Whether a text names it as a whole: by name, address, number or handle.
    pub fn is_in(&self, text: &str) -> bool {
        let folded = Folded::of(text);
        self.whole(&folded).iter().any(|span| span.is_sure)
    }

    /// Whether a text is a name of it, with a title at most beside it.
    pub fn is_called(&self, text: &str) -> bool {
        let hidden = self.hide(text);
        let words = |text: &str| text.split_whitespace().filter(|word| !word.contains(HIDDEN)).count();
        hidden != text && words(&hidden) <= 1
    }

    /// Whether a text may name it: by a part of the name, too, which no other one of the customer has; what is only
    /// written like it says nothing.
    pub fn may_be_in(&self, text: &str) -> bool {
        let folded = Folded::of(text);
        let mut spans = Vec::new();
        self.hanzi.iter().for_each(|name| name.find(&folded, &mut spans));
        spans.retain(|span| span.is_sure);
        self.hanzi.iter().for_each(|name| name.find_given(&folded, &mut spans));
        for part in &self.parts {
            let mut found = Vec::new();
            part.find(&folded, &mut found);
            spans.extend(found.into_iter().filter(|span| span.is_sure || part.is_alone()));
        }
        self.addresses_in(&folded, &mut spans);
        spans.extend(self.whole(&folded).into_iter().filter(|span| span.is_sure));
        spans.iter_mut().for_each(|span| span.is_sure = true);
        self.guarded(&folded, spans).iter().any(|span| span.is_sure)
    }

    /// Whether something in a text looks like it.
    pub fn is_like(&self, text: &str) -> bool {
        !self.spans(text).is_empty()
    }

    /// What of a text looks like it.
    pub fn like(&self, text: &str) -> Vec<String> {
        let spans = self.spans(text).into_iter().map(|span| span.bytes).collect();
        merged(spans).into_iter().map(|bytes| text[bytes].to_owned()).collect()
    }

    /// The same where the company's own name stands, which is told of nowhere else.
    pub fn like_in_names(&self, text: &str) -> Vec<String> {
        Person { others: Vec::new(), ..self.clone() }.like(text)
    }

    /// All that is the person, or looks like it.
    fn spans(&self, text: &str) -> Vec<Span> {
        let folded = Folded::of(text);
        let mut spans = self.whole(&folded);
        self.addresses_in(&folded, &mut spans);
        self.parts.iter().for_each(|part| part.find(&folded, &mut spans));
        self.hanzi.iter().for_each(|name| name.find(&folded, &mut spans));
        self.read.iter().for_each(|name| name.find(&folded, &mut spans));
        self.alike(&folded, &mut spans);
        let mut letters = self.guarded(&folded, spans);
        letters.sort_by_key(|span| (span.bytes.start, span.bytes.end));
        letters.into_iter().map(|span| Span { bytes: folded.range(span.bytes), ..span }).collect()
    }

    fn whole(&self, text: &Folded) -> Vec<Span> {
        let mut spans = Vec::new();
        for phrase in &self.phrases {
            // A short name may be a word: it is one where it begins small.
            let is_short =
                phrase.is_name && phrase.letters.len() < PLAIN && phrase.letters.iter().all(|c| is_word(*c));
            for bytes in phrase.find(text) {
                let is_sure = !is_short || text.is_capital(bytes.start);
                spans.push(Span { is_sure, bytes });
            }
        }
        let numbers = self.numbers.iter().flat_map(|number| number.find(text));
        spans.extend(numbers.map(|bytes| Span { bytes, is_sure: true }));
        spans
    }

    /// Mail addresses of which a part is the person's name, or that are its own with something behind it.
    fn addresses_in(&self, text: &Folded, spans: &mut Vec<Span>) {
        let is_local = |c: char| is_word(c) || "._%+-".contains(c);
        let is_host = |c: char| is_word(c) || ".-".contains(c);
        for at in (0..text.len()).filter(|at| text.chars[*at] == '@') {
            let before = text.chars[..at].iter().rev().take_while(|c| is_local(**c)).count();
            let behind = text.chars[at + 1..].iter().take_while(|c| is_host(**c)).count();
            if before == 0 || behind == 0 {
                continue;
            }
            let (start, mut end) = (at - before, at + 1 + behind);
            while end > at + 1 && ".-".contains(text.chars[end - 1]) {
                end -= 1;
            }
            let local = &text.chars[start..at];
            let bare = |local: &[char]| -> Vec<char> {
                let local = local.split(|c| *c == '+').next().unwrap_or_default();
                local.iter().copied().filter(|c| is_word(*c)).collect()
            };
            let own = self.addresses.iter().any(|own| {
                let (name, host) = own.split_at(own.iter().position(|c| *c == '@').unwrap_or(0));
                host == &text.chars[at..end] && bare(name) == bare(local)
            });
            let words = local.split(|c| !is_word(*c));
            let is_named = words.clone().any(|word| {
                self.parts.iter().any(|part| part.is_alone() && part.letters == word)
                    || self.phrases.iter().any(|phrase| phrase.letters == word)
            });
            if own || is_named {
                spans.push(Span { bytes: start..end, is_sure: true });
            }
        }
    }

    /// What is nearly the name, has it in the middle, or ends like the number.
    fn alike(&self, text: &Folded, spans: &mut Vec<Span>) {
        let mut at = 0;
        while at < text.len() {
            let length = text.chars[at..].iter().take_while(|c| is_word(**c)).count();
            let word = &text.chars[at..at + length];
            let is_alike = |part: &NameWord| {
                let own: String = part.letters.iter().collect();
                let word: String = word.iter().collect();
                let most = if part.letters.len() < 8 { 1 } else { 2 };
                let is_near =
                    part.letters.len().abs_diff(length) <= most && strsim::levenshtein(&own, &word) <= most;
                part.letters.len() >= PLAIN && (is_near || word.contains(&own))
            };
            if length >= PLAIN - 1 && self.parts.iter().any(is_alike) {
                spans.push(Span { bytes: at..at + length, is_sure: false });
            }
            at += length.max(1);
        }
        for (digits, bytes) in runs(text) {
            let is_alike = |number: &Number| number.tail().is_some_and(|tail| digits.ends_with(tail));
            if self.numbers.iter().any(is_alike) {
                spans.push(Span { bytes, is_sure: false });
            }
        }
    }

    /// What is somebody else's stays; what is the company's isn't even told.
    fn guarded(&self, text: &Folded, spans: Vec<Span>) -> Vec<Span> {
        let find = |phrase: &Phrase| {
            phrase.find(text).into_iter().map(|at| (at, phrase.is_company)).collect::<Vec<_>>()
        };
        let mut others: Vec<(Range<usize>, bool)> = self.others.iter().flat_map(find).collect();
        others.extend(self.other_numbers.iter().flat_map(|number| number.find(text)).map(|at| (at, false)));
        let hidden: Vec<char> = HIDDEN.chars().collect();
        let ours = (0..text.len()).filter(|at| text.chars[*at..].starts_with(&hidden));
        let ours: Vec<Range<usize>> = ours.map(|at| at..at + hidden.len()).collect();
        let inside =
            |inner: &Range<usize>, outer: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        let guard = |span: Span| {
            if ours.iter().any(|own| inside(&span.bytes, own)) {
                return None;
            }
            // A person that is called like the company is hidden; one that is called like a part of it stands in
            // the company's name there.
            let by = others.iter().find(|(other, is_company)| {
                inside(&span.bytes, other) && !(*is_company && *other == span.bytes)
            });
            match by {
                Some((_, true)) => None,
                Some((_, false)) => Some(Span { is_sure: false, ..span }),
                None => Some(span),
            }
        };
        spans.into_iter().filter_map(guard).collect()
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Places in order, those that touch as one.
fn merged(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}
