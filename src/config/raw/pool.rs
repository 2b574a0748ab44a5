//! `pool` as it stands on disk.

use crate::yaml::{Entries, mapping};

mapping! {
    /// `pool`.
    RawPool {
        after = "after": Entries<Option<RawLimits>>,
        warn = "warn": String,
        exempt = "exempt": Vec<String>,
        holds = "holds": String,
        claims_a_day = "claims_a_day": String,
        barred = "barred": String,
    }
}

mapping! {
    /// What one class may be left without, under `pool.after`.
    RawLimits {
        followup = "followup": String,
        order = "order": String,
        deal = "deal": String,
    }
}
