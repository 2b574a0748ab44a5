//! Work on all cores, or on one where the system gives no more threads.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Runs work that is divided with rayon.
///
/// Not rayon's own pool of threads: it panics where the system refuses one of them (a limit of processes,
/// little memory), and only the first try of it counts.
pub(super) fn on_all_cores<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        ThreadPoolBuilder::new()
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
