//! A customer's file as it stands on disk, before anything is said of its values.
//!
//! Leaves are texts: the reader hands out a plain scalar's own digits, so that `+49 89`, `0012` and
//! `1.10` stay what they are. What the values mean is decided in [`super::convert`].

use crate::yaml::{Entries, Tree, mapping};

mapping! {
    /// The whole file.
    RawCard {
        name = "name": String,
        aliases = "aliases": Vec<String>,
        number = "number": String,
        grade = "grade": String,
        owner = "owner": String,
        since = "since": String,
        source = "source": String,
        industry = "industry": String,
        country = "country": String,
        region = "region": String,
        address = "address": String,
        timezone = "timezone": String,
        website = "website": String,
        staff = "staff": String,
        revenue = "revenue": String,
        founded = "founded": String,
        contacts = "contacts": Vec<RawContact>,
        prefers = "prefers": RawPreferences,
        need = "need": String,
        potential = "potential": String,
        influence = "influence": String,
        renewal = "renewal": String,
        plan = "plan": String,
        promises = "promises": RawPromises,
        dates = "dates": Vec<RawDate>,
        cadence = "cadence": String,
        tags = "tags": Vec<String>,
        distinct = "distinct": Vec<String>,
        archived = "archived": String,
        notes = "notes": String,
        custom = "custom": Tree,
    }
}

mapping! {
    /// One of `contacts`.
    RawContact {
        name = "name": String,
        position = "position": String,
        decides = "decides": String,
        email = "email": String,
        emails = "emails": Tree,
        phone = "phone": String,
        phones = "phones": Tree,
        chat = "chat": Entries<Option<String>>,
        birthday = "birthday": String,
        verified = "verified": String,
    }
}

mapping! {
    /// `prefers`.
    RawPreferences {
        channel = "channel": String,
        hours = "hours": String,
        meeting = "meeting": String,
        cares_about = "cares_about": String,
    }
}

mapping! {
    /// `promises`.
    RawPromises {
        free = "free": Vec<String>,
        ask_first = "ask_first": Vec<String>,
    }
}

mapping! {
    /// One of `dates`.
    RawDate {
        on = "on": String,
        what = "what": String,
    }
}
