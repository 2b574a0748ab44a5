//! All views of a book whose customers have five orders each, against the loading of its files.

use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use crm::config::{WorkspaceConfig, read_workspace_config};
use crm::rules::cadence;
use crm::rules::views::{self, Book};
use crm::store::{CustomerTree, Scrutiny, Workspace};

use crate::world::{ORDERS, TODAY, World};

/// What one pass over the book took.
struct Pass {
    /// Reading and parsing, by the clock, on all cores.
    loading: Duration,
    /// Figures, ranking and the twelve views, on one core.
    views: Duration,
}

/// Measures and prints it, the best of several passes.
pub fn run(world: &World) -> Result<(), String> {
    let workspace = Workspace::find(&world.root).ok_or("no workspace")?;
    let (config, problems) = read_workspace_config(&workspace.rules_path(), Path::new("crm.yaml"));
    if problems.iter().any(WorkspaceConfig::forbids) {
        return Err("the rules are wrong".to_owned());
    }
    let today: NaiveDate = TODAY.parse().map_err(|_| "no day")?;
    let layout = workspace.layout();
    let passes: Vec<Pass> = (0..4).map(|_| pass(&workspace, &layout, &config, today)).collect();
    let best = |time: fn(&Pass) -> Duration| passes.iter().map(time).min().unwrap_or_default();
    let (loading, views) = (best(|pass| pass.loading), best(|pass| pass.views));
    println!(
        "all views of {} customers with {ORDERS} orders each: {:.1} ms on one core, after a loading of \
         {:.1} ms on all: {:.3} of it",
        layout.slots.len(),
        views.as_secs_f64() * 1e3,
        loading.as_secs_f64() * 1e3,
        views.as_secs_f64() / loading.as_secs_f64(),
    );
    Ok(())
}

fn pass(workspace: &Workspace, layout: &CustomerTree, config: &WorkspaceConfig, today: NaiveDate) -> Pass {
    let policy = &config.policy;
    let began = Instant::now();
    workspace.each(&layout.slots, Scrutiny::Answer, |dossier| {
        black_box(&dossier);
        None::<()>
    });
    let loading = began.elapsed();
    // What a customer's own figures take is summed up over the cores, without its loading.
    let own = AtomicU64::new(0);
    let (found, _) = workspace.each(&layout.slots, Scrutiny::Answer, |dossier| {
        let began = Instant::now();
        let history = dossier.history.as_of(today);
        let figures = crm::rules::measure(&dossier.customer, &history, policy, today);
        let class = dossier.customer.grade.as_deref();
        let due = cadence::next(&dossier.customer, class, &history, policy, today).due;
        own.fetch_add(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        Some((figures, due))
    });
    let began = Instant::now();
    let book = Book::fold(found.iter().map(|(figures, _)| figures));
    for (figures, due) in &found {
        black_box(views::all(figures, &book.ranking(&figures.id), *due, &policy.views, today));
    }
    let views = began.elapsed() + Duration::from_nanos(own.into_inner());
    Pass { loading, views }
}
