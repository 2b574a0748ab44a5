//! `crm.yaml` as it stands on disk.

pub(super) mod events;
pub(super) mod moves;
pub(super) mod pool;
pub(super) mod views;

use crate::yaml::{Entries, Switch, Tree, mapping};
use events::{RawEvent, RawReminders};
use moves::RawMoves;
use pool::RawPool;
use views::RawViews;

mapping! {
    /// The whole file.
    RawWorkspaceConfig {
        version = "version": String,
        people = "people": Entries<Option<RawPerson>>,
        timezone = "timezone": String,
        currency = "currency": String,
        rates = "rates": Entries<Vec<RawRate>>,
        calendar = "calendar": RawCalendar,
        events = "events": Vec<RawEvent>,
        reminders = "reminders": RawReminders,
        complaint = "complaint": RawComplaint,
        need_lasts = "need_lasts": String,
        pool = "pool": Switch<RawPool>,
        scheme = "scheme": String,
        grades = "grades": Entries<RawGrade>,
        unplaced = "unplaced": String,
        playbooks = "playbooks": Entries<RawPlaybook>,
        lanes = "lanes": RawLanes,
        views = "views": RawViews,
        moves = "moves": Switch<RawMoves>,
    }
}

mapping! {
    /// One of `people`.
    RawPerson {
        name = "name": String,
        email = "email": String,
        hours_a_week = "hours_a_week": String,
        lang = "lang": String,
        timezone = "timezone": String,
    }
}

mapping! {
    /// One of a currency's `rates`.
    RawRate {
        from = "from": String,
        rate = "rate": String,
    }
}

mapping! {
    /// `calendar`.
    RawCalendar {
        workdays = "workdays": Vec<String>,
        holidays = "holidays": Vec<RawHoliday>,
        extra_workdays = "extra_workdays": Vec<String>,
    }
}

mapping! {
    /// One of `holidays`.
    RawHoliday {
        on = "on": String,
        until = "until": String,
        what = "what": String,
    }
}

mapping! {
    /// `complaint`.
    RawComplaint {
        answer = "answer": String,
        solve = "solve": String,
    }
}

mapping! {
    /// One of `grades`.
    RawGrade {
        name = "name": Tree,
        cadence = "cadence": String,
        rhythm = "rhythm": RawRhythm,
        steps = "steps": Entries<Vec<String>>,
        minutes = "minutes": String,
        worth = "worth": String,
    }
}

mapping! {
    /// A grade's `rhythm`.
    RawRhythm {
        orders = "orders": String,
        spread = "spread": String,
        longest = "longest": String,
    }
}

mapping! {
    /// One of `playbooks`.
    RawPlaybook {
        goal = "goal": Tree,
        actions = "actions": Vec<Tree>,
        who = "who": Tree,
        plan = "plan": String,
    }
}

mapping! {
    /// `lanes`.
    RawLanes {
        debts = "debts": String,
        late = "late": String,
        closing = "closing": String,
    }
}
