//! `views` as it stands on disk.

use crate::yaml::mapping;

mapping! {
    /// `views`.
    RawViews {
        deal = "deal": RawDeal,
        urgency = "urgency": RawUrgency,
        lifecycle = "lifecycle": RawLifecycle,
        volume = "volume": RawVolume,
        abc = "abc": RawAbc,
        pyramid = "pyramid": RawPyramid,
        face = "face": RawFace,
        value = "value": RawValue,
        relationship = "relationship": RawRelationship,
    }
}

mapping! {
    /// `views.deal`.
    RawDeal {
        quote = "quote": String,
    }
}

mapping! {
    /// `views.urgency`.
    RawUrgency {
        urgent = "urgent": String,
        soon = "soon": String,
        relaxed = "relaxed": String,
    }
}

mapping! {
    /// `views.lifecycle`.
    RawLifecycle {
        first = "first": String,
        growth = "growth": String,
        maturity = "maturity": String,
    }
}

mapping! {
    /// `views.volume`.
    RawVolume {
        s = "S": String,
        a = "A": String,
        b = "B": String,
    }
}

mapping! {
    /// `views.abc`.
    RawAbc {
        a = "A": String,
        b = "B": String,
    }
}

mapping! {
    /// `views.pyramid`.
    RawPyramid {
        superb = "super": String,
        big = "big": String,
        medium = "medium": String,
    }
}

mapping! {
    /// `views.face`.
    RawFace {
        first = "first": String,
        thin = "thin": String,
    }
}

mapping! {
    /// `views.value`.
    RawValue {
        amount = "amount": RawAsked,
        margin = "margin": RawAsked,
        renewal = "renewal": RawAsked,
    }
}

mapping! {
    /// One criterion of `views.value`.
    RawAsked {
        a = "A": String,
        b = "B": String,
        points = "points": String,
    }
}

mapping! {
    /// `views.relationship`.
    RawRelationship {
        strategic = "strategic": String,
        product_lines = "product_lines": String,
        long_term = "long_term": String,
    }
}
