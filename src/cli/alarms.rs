//! For whom an alarm rings.

use std::collections::HashMap;

use super::classes::{Wanted, is_in};
use super::figure_cache::{CachedFigures, FigureCache, NotedAlarms};
use super::session::Session;
use crate::model::{CustomerId, Problem};
use crate::plan::{self, AlarmedCustomer, Filter, KnownOrders, Standing};
use crate::rules::alarms::{self, Answered, is_watched};
use crate::rules::measure;
use crate::rules::views::{Book, Metrics, Pyramid};
use crate::store::{CacheAnswer, CustomerFiles, CustomerTree, Scrutiny};

/// Whose alarms are asked for.
pub enum Asked {
    /// Those of whom crm.yaml says that they are watched.
    Watched,
    /// Those in these classes of views.
    In(Wanted),
    Everybody,
}

/// What was found.
pub struct Found {
    /// Those for whom one rings, who has most at stake first.
    pub customers: Vec<AlarmedCustomer>,
    /// Every answer, where they were asked for.
    pub answers: Vec<Answered>,
    pub problems: Vec<Problem>,
}

/// What is known of each customer before its files are read.
struct Known {
    figures: Metrics,
    alarms: NotedAlarms,
    orders: Option<KnownOrders>,
}

/// The alarms of the customers that the filter admits, and the answers to any where these are asked for. Nobody is read
/// of whom it is noted that none rings.
pub fn alarms(
    session: &Session<'_>,
    layout: &CustomerTree,
    filter: &Filter,
    (asked, with_answers): (&Asked, bool),
) -> Found {
    let (today, policy) = (session.today, &session.config.policy);
    let known = known(session, layout);
    let standing = Standing::in_book(known.iter().map(|one| &one.figures));
    let layer = |figures: &Metrics| standing.layer(figures, &policy.views.pyramid);
    let is_computed = policy.scheme.is_computed();
    let needs_book = is_computed || matches!(asked, Asked::In(_));
    let book = needs_book.then(|| Book::fold(known.iter().map(|one| &one.figures)));
    let rings = |one: &Known| {
        let is_due = one.alarms.from.is_some_and(|from| from <= today);
        // A computed class is no matter of a note, nor are the orders beside it.
        if is_computed {
            return is_due || one.figures.last_order.is_some();
        }
        let is_silent = |orders: &KnownOrders| alarms::is_silent(&orders.days, policy, today);
        let is_asked = match asked {
            Asked::Watched => is_watched(one.alarms.grade.as_deref(), layer(&one.figures), policy),
            Asked::In(_) | Asked::Everybody => true,
        };
        is_asked && (is_due || one.orders.as_ref().is_some_and(is_silent))
    };
    // What is seen behind a mask is no matter of a note.
    let is_masked = session.redaction.is_some();
    let is_read = |one: &Known| is_masked || (with_answers && one.alarms.is_answered) || rings(one);
    let layers: HashMap<CustomerId, Option<Pyramid>> = known
        .iter()
        .filter(|one| is_read(one))
        .map(|one| (one.figures.id.clone(), layer(&one.figures)))
        .collect();
    let slots: Vec<CustomerFiles> =
        layout.slots.iter().filter(|slot| layers.contains_key(&slot.id)).cloned().collect();
    let (found, problems) = session.workspace.each(&slots, Scrutiny::Answer, |loaded| {
        let customer = &loaded.customer;
        let history = loaded.history.as_of(today);
        let driving = plan::driving(customer, &history, book.as_ref(), policy, today);
        let class = driving.class.as_deref();
        if !filter.admits(customer, class, &history, (policy, today)) {
            return None;
        }
        let layer = layers.get(&customer.id).copied().flatten();
        let is_asked = match asked {
            Asked::Watched => is_watched(class, layer, policy),
            Asked::Everybody => true,
            Asked::In(wanted) => {
                let figures = measure(customer, &history, policy, today);
                let views = book.as_ref().map(|book| plan::views(&figures, book, None, policy, today));
                is_in(views.as_ref(), wanted)
            }
        };
        let answers = if with_answers { alarms::answers(&history) } else { Vec::new() };
        let alarmed =
            is_asked.then(|| plan::alarmed(customer, (class, layer), &history, policy, today)).flatten();
        Some((alarmed, answers))
    });
    let (customers, answers): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let mut customers: Vec<AlarmedCustomer> = customers.into_iter().flatten().collect();
    plan::in_order_of_stake(&mut customers);
    let problems = layout.problems.iter().cloned().chain(problems).collect();
    Found { customers, answers: answers.into_iter().flatten().collect(), problems }
}

/// What is noted of the whole book.
fn known(session: &Session<'_>, layout: &CustomerTree) -> Vec<Known> {
    let cache = FigureCache::new(session, &session.config.policy);
    let known =
        |note: CachedFigures| Some(Known { figures: note.figures, alarms: note.alarms, orders: note.orders });
    let noted = |_: &CustomerFiles, note| CacheAnswer::Answer(known(note));
    session.workspace.each_known(&layout.slots, &cache, noted, |_, note| known(note)).0
}
