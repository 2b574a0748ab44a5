//! A customer that each side has given another id, or that one of them has renamed while the other made it a part of
//! somebody: it is one still. Left apart, its orders would count twice.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::customers::{Customers, Made, Moved};
use super::lines::with;
use super::objects::Stop;
use super::outcome::{Side, Told, Trace};
use super::output::Output;
use super::traces::Traces;
use super::tree::Three;
use crate::model::{self, Event};

/// An id that leads to another customer from now on.
pub(super) struct SecondName {
    /// The id that both sides knew.
    id: String,
    /// The one that a side has given it since.
    name: String,
    /// The customer that it is, or is a part of; of the latter the home is known later.
    to: Option<String>,
    by: Side,
}

/// Puts together what is one. Of two new ids the one stays that others know by now.
pub(super) fn join<'t>(
    customers: &mut Customers<'_>,
    threes: &mut BTreeMap<&'t str, Three<'t>>,
    traces: Traces,
) -> Result<(Traces, Vec<SecondName>), Stop> {
    let mut found = Vec::new();
    let is_gone =
        |three: &Three<'_>| three.was_there() && three.ours.card.is_none() && three.theirs.card.is_none();
    for id in threes.iter().filter(|(_, three)| is_gone(three)).map(|(id, _)| id) {
        let names = [Side::Ours, Side::Theirs].map(|side| traces.name(threes, side, id));
        let (by, name, to) = match names {
            [Some((ours, Trace::Renamed)), Some((theirs, Trace::Renamed))] if ours != theirs => {
                (Side::Ours, ours, Some(theirs))
            }
            [Some((ours, Trace::Renamed)), Some((_, Trace::Merged))] => (Side::Ours, ours, None),
            [Some((_, Trace::Merged)), Some((theirs, Trace::Renamed))] => (Side::Theirs, theirs, None),
            _ => continue,
        };
        let is_new = |name: &str, by: Side| {
            threes.get(name).is_some_and(|three| {
                three.side(by.other()).card.is_none() && three.bases.iter().all(|base| base.card.is_none())
            })
        };
        let forgotten = customers.request.forgotten;
        let is_known = |id: &str| !forgotten.is_empty() && (forgotten.has_id(id) || forgotten.has_former(id));
        // What was moved by hand may be another one; what was forgotten is no question of names.
        let by_hand = customers.moved.before(by, name).is_some()
            || to.is_some_and(|to| customers.moved.before(by.other(), to).is_some());
        let is_one = is_new(name, by) && to.is_none_or(|to| is_new(to, by.other()));
        if is_one && !by_hand && ![*id, name].into_iter().chain(to).any(is_known) {
            let [id, name] = [*id, name].map(str::to_owned);
            found.push(SecondName { id, name, to: to.map(str::to_owned), by });
        }
    }
    if found.is_empty() {
        return Ok((traces, found));
    }
    for second in &found {
        let files =
            threes.get_mut(second.name.as_str()).map(|three| std::mem::take(three.side_mut(second.by)));
        let one = threes.get_mut(second.to.as_ref().unwrap_or(&second.id).as_str());
        if let (Some(files), Some(one)) = (files, one) {
            *one.side_mut(second.by) = files;
        }
    }
    customers.moved = Moved::default();
    customers.shown = Default::default();
    Ok((Traces::of(customers, threes)?, found))
}

/// Lets the second names lead to where the customers are; `home` has those that are a part of another one.
pub(super) fn lead(
    customers: &mut Customers<'_>,
    found: Vec<SecondName>,
    home: impl Fn(&str) -> Option<String>,
    made: &mut BTreeMap<&str, Made>,
    out: &mut Output,
) -> Result<(), Stop> {
    for SecondName { id, name, to, by } in found {
        let from = model::Trace { from: Some(name.as_str().into()) };
        let (how, event) = match to {
            Some(_) => (Trace::Renamed, Event::Renamed(from)),
            None => (Trace::Merged, Event::Merged(from)),
        };
        // Without one it stays by an answer, or is asked about.
        let Some(to) = to.or_else(|| home(&id)) else { continue };
        let Some(made) = made.get_mut(to.as_str()) else { continue };
        let line = customers.request.line(event, None);
        let log = customers.bytes(made.log.as_ref())?;
        made.put_log(&to, with(&log, &[Cow::Owned(line.clone())]));
        out.written.insert(line);
        out.homes.insert(name.clone(), (to.clone(), how));
        // That both have moved it says the same.
        out.told.retain(|told| !matches!(told, Told::Moved { id, .. } if *id == to));
        out.told.push(Told::OneHome { id, name, to, by });
    }
    Ok(())
}
