//! `moves` as it stands on disk.

use crate::yaml::mapping;

mapping! {
    /// `moves`.
    RawMoves {
        grades = "grades": RawGoals,
        inactive = "inactive": RawInactive,
        quiet = "quiet": String,
        silent = "silent": RawSilent,
        verify = "verify": RawVerify,
        recheck = "recheck": String,
    }
}

mapping! {
    /// `moves.grades`.
    RawGoals {
        order = "order": String,
        sample = "sample": String,
        high = "high": String,
        ordinary = "ordinary": String,
        none = "none": String,
    }
}

mapping! {
    /// `moves.inactive`.
    RawInactive {
        after = "after": String,
        rhythms = "rhythms": String,
    }
}

mapping! {
    /// `moves.silent`.
    RawSilent {
        high = "high": String,
        ordinary = "ordinary": String,
        contact_days = "contact_days": String,
    }
}

mapping! {
    /// `moves.verify`.
    RawVerify {
        bounces = "bounces": String,
        unanswered = "unanswered": String,
    }
}
