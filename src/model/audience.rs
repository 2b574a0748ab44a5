//! Who reads what is answered: what the people of the team are called, and whether amounts are hidden.
//!
//! Every sentence may need it, and one that was left out would tell what it must not. So it is not handed on from
//! function to function: each thread that works for a command knows it. It is the command's own, and not the process's,
//! so that several commands can run at once. A thread that many commands share is told for whom it works, item by item
//! ([`Audience::serve`]); until it is told it hides amounts.

use std::cell::RefCell;
use std::sync::Arc;

thread_local! {
    static CURRENT: RefCell<Arc<Audience>> = RefCell::default();
}

/// Who reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The people of the team, each by id and name: files and options know the id, a Chinese sentence names them.
    pub people: Vec<(String, String)>,
    /// Classes are computed from amounts, so they are hidden only where they are shown.
    pub hides_amounts: bool,
}

impl Audience {
    /// For whom this thread works now.
    pub fn current() -> Arc<Audience> {
        CURRENT.with_borrow(Arc::clone)
    }

    /// Asks something of it, without taking it along.
    pub fn ask<T>(question: impl FnOnce(&Audience) -> T) -> T {
        CURRENT.with_borrow(|audience| question(audience))
    }

    /// Changes what this thread knows of it from now on.
    pub fn change(edit: impl FnOnce(&mut Audience)) {
        CURRENT.with_borrow_mut(|audience| edit(Arc::make_mut(audience)));
    }

    /// Does some work for it, whomever the thread works for before and after.
    pub fn serve<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> T {
        struct Back(Arc<Audience>);
        impl Drop for Back {
            fn drop(&mut self) {
                CURRENT.with_borrow_mut(|audience| std::mem::swap(audience, &mut self.0));
            }
        }
        let _back = Back(CURRENT.replace(Arc::clone(self)));
        work()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides() -> bool {
        Audience::ask(|audience| audience.hides_amounts)
    }

    #[test]
    fn work_for_one_says_nothing_to_another_though_it_panics() {
        let redacted = Arc::new(Audience { hides_amounts: true, ..Audience::default() });
        assert!(!hides());
        assert!(redacted.serve(|| hides() && !Arc::new(Audience::default()).serve(hides) && hides()));
        assert!(!hides());
        let broken = std::panic::catch_unwind(|| redacted.serve(|| panic!("a defect")));
        assert!(broken.is_err() && !hides());
        redacted.serve(|| Audience::change(|audience| audience.people.push(("li".into(), "李娜".into()))));
        assert!(redacted.people.is_empty() && Audience::ask(|audience| audience.people.is_empty()));
    }

    #[test]
    fn each_thread_has_its_own() {
        Audience::change(|audience| audience.hides_amounts = true);
        assert!(hides());
        assert!(!std::thread::spawn(hides).join().expect("it answers"));
    }
}
