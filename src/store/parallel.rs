//! Work on all cores, or on one where the system gives no more threads.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::model::Audience;

/// Runs work that is divided with rayon.
///
/// Not rayon's own pool of threads: it panics where the system refuses one of them (a limit of processes,
/// little memory), and only the first try of it counts.
///
/// Its threads work for all commands of the process: what is answered on them is answered by [`Audience::serve`].
pub(super) fn on_all_cores<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        ThreadPoolBuilder::new()
            // What nobody has told for whom it works shows too little rather than too much.
            .start_handler(|_| Audience::change(|audience| audience.hides_amounts = true))
            .build()
            .map_err(|_| {
                // The caller's own thread is a pool of one, and starts none: this can't be refused. Where it is
                // there already, that is as well.
                let _ = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
            })
            .ok()
    });
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    fn hides() -> bool {
        Audience::ask(|audience| audience.hides_amounts)
    }

    #[test]
    fn a_worker_hides_amounts_unless_it_is_told_for_whom_it_works() {
        let hidden = |hides: bool| {
            Audience::change(|audience| audience.hides_amounts = hides);
            let audience = Audience::current();
            on_all_cores(|| {
                (0..100).into_par_iter().map(|_| audience.serve(super::tests::hides)).collect::<Vec<_>>()
            })
        };
        assert_eq!(hidden(false), [false; 100]);
        assert_eq!(hidden(true), [true; 100]);
        Audience::change(|audience| audience.hides_amounts = false);
        assert!(on_all_cores(|| (0..100).into_par_iter().all(|_| hides())));
    }
}
