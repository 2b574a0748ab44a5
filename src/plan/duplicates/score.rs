//! Two customers held against each other.

use super::evidence::{Doubt, Evidence};
use super::match_keys::MatchKeys;

/// How sure it is that two customers are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// From 50.
    Maybe,
    /// From 70.
    Likely,
    /// From 90.
    Sure,
}

impl Certainty {
    /// What a score means; nothing below 50.
    pub fn of(score: u8) -> Option<Self> {
        match score {
            90.. => Some(Certainty::Sure),
            70.. => Some(Certainty::Likely),
            50.. => Some(Certainty::Maybe),
            _ => None,
        }
    }

    /// The word in machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Sure => "sure",
            Certainty::Likely => "likely",
            Certainty::Maybe => "maybe",
        }
    }
}

/// Why two customers are probably one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// 0 to 100.
    pub score: u8,
    /// What speaks for it, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// What speaks against it.
    pub doubts: Vec<Doubt>,
}

/// How many customers of the book have a domain, a site or a phone.
pub trait Shares {
    /// Of a domain or a site.
    fn of_home(&self, home: &str) -> usize;
    /// Of a phone, by the end of its number.
    fn of_phone(&self, tail: &str) -> usize;
}

/// Where nothing is known of the rest of the book.
impl Shares for () {
    fn of_home(&self, _: &str) -> usize {
        2
    }

    fn of_phone(&self, _: &str) -> usize {
        2
    }
}

/// What speaks for and against two customers being one; `None` where nothing speaks for it.
pub fn compare(one: &MatchKeys, other: &MatchKeys, shares: &impl Shares) -> Option<Link> {
    let mut evidence: Vec<Evidence> = [name(one, other), reach(one, other, shares), home(one, other, shares)]
        .into_iter()
        .flatten()
        .collect();
    let handle = one.handles.iter().find(|handle| other.handles.contains(handle));
    evidence.extend(handle.map(|(service, handle)| Evidence::Handle(service.clone(), handle.clone())));
    let mail = one.mails.iter().find(|mail| other.mails.contains(mail));
    evidence.extend(mail.map(|mail| Evidence::Mail(mail.clone())));
    if one.number.is_some() && one.number == other.number {
        evidence.extend(one.number.clone().map(Evidence::Number));
    }
    // One address at a domain says all that the domain says.
    if mail.is_some_and(|mail| {
        evidence.iter().any(|one| matches!(one, Evidence::Domain(home, _) if mail.ends_with(home.as_str())))
    }) {
        evidence.retain(|one| !matches!(one, Evidence::Domain(..)));
    }
    evidence.sort_by_key(|one| std::cmp::Reverse(one.weight()));
    if evidence.is_empty() {
        return None;
    }
    let doubts = doubts(one, other);
    Some(Link { score: score(&evidence, &doubts), evidence, doubts })
}

/// A noisy or of what speaks for it, less its part for what speaks against it.
fn score(evidence: &[Evidence], doubts: &[Doubt]) -> u8 {
    const WHOLE: u64 = 1_000_000;
    let miss = evidence.iter().fold(WHOLE, |miss, one| miss * (1000 - one.weight()) / 1000);
    let is_personal = evidence.iter().any(Evidence::is_personal);
    let left =
        doubts.iter().fold(WHOLE - miss, |left, doubt| left * (1000 - doubt.weight(is_personal)) / 1000);
    u8::try_from((left + WHOLE / 200) / (WHOLE / 100)).unwrap_or(100).min(100)
}

/// The best that their names and aliases have in common.
fn name(one: &MatchKeys, other: &MatchKeys) -> Option<Evidence> {
    let mut best: Option<Evidence> = None;
    for (ours, form) in &one.forms {
        for (theirs, known) in &other.forms {
            let Some(how) = form.compare(known) else { continue };
            let found =
                Evidence::Name { how, one: one.names[*ours].clone(), other: other.names[*theirs].clone() };
            if best.as_ref().is_none_or(|best| best.weight() < found.weight()) {
                best = Some(found);
            }
        }
    }
    best
}

/// The phone that they share, at best a whole number.
fn reach(one: &MatchKeys, other: &MatchKeys, shares: &impl Shares) -> Option<Evidence> {
    let mut board = None;
    for phone in &one.phones {
        for known in other.phones.iter().filter(|known| phone.is_same_line(known)) {
            if phone.extension.is_some() && known.extension.is_some() && phone.extension != known.extension {
                board = Some(Evidence::Switchboard(phone.clone()));
                continue;
            }
            let whole = if known.international { known } else { phone };
            let certain = phone.international && known.international;
            let found = crate::model::Phone { international: certain, ..whole.clone() };
            return Some(Evidence::Phone(found, shares.of_phone(phone.tail())));
        }
    }
    board
}

/// The site or the domain that they share.
fn home(one: &MatchKeys, other: &MatchKeys, shares: &impl Shares) -> Option<Evidence> {
    if let (Some(ours), Some(theirs)) = (&one.site, &other.site)
        && ours == theirs
    {
        return Some(Evidence::Site(ours.clone(), shares.of_home(ours)));
    }
    let home = one.homes().find(|home| other.homes().any(|theirs| theirs == *home))?;
    Some(Evidence::Domain(home.clone(), shares.of_home(home)))
}

fn doubts(one: &MatchKeys, other: &MatchKeys) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let differ = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) if one != other => Some((one.clone(), other.clone())),
        _ => None,
    };
    doubts.extend(differ(&one.country, &other.country).map(|(one, other)| Doubt::Country(one, other)));
    let is_common = one.is_common() && other.is_common();
    doubts.extend(one.other_town(other).map(|(one, other)| Doubt::Town(one, other, is_common)));
    if let (Some(ours), Some(theirs)) = (one.homes().next(), other.homes().next())
        && !one.homes().any(|home| other.homes().any(|known| known == home))
    {
        doubts.push(Doubt::Domain(ours.clone(), theirs.clone()));
    }
    doubts.extend(differ(&one.number, &other.number).map(|(one, other)| Doubt::Number(one, other)));
    doubts
}
