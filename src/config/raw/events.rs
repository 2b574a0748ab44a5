//! `events` and `reminders` as they stand on disk.

use crate::yaml::{Tree, mapping};

mapping! {
    /// One of `events`.
    RawEvent {
        what = "what": Tree,
        on = "on": Tree,
        until = "until": Tree,
        country = "country": Tree,
        days_before = "days_before": String,
    }
}

mapping! {
    /// `reminders`.
    RawReminders {
        ahead = "ahead": String,
        invoice = "invoice": RawDebts,
        quote = "quote": String,
        contract = "contract": String,
    }
}

mapping! {
    /// `reminders.invoice`.
    RawDebts {
        before = "before": String,
        overdue = "overdue": Vec<String>,
    }
}
