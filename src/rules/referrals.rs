//! Who referred whom: nobody refers itself, neither directly nor by way of others.

/// The ids from a customer by those that referred it back to itself, where `by` is said to have referred it; `None`
/// where the way ends elsewhere.
pub fn circle_of(of: &str, by: &str, referrer: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let mut way = vec![of.to_owned()];
    let mut next = by.to_owned();
    while next != of {
        // Somebody else's circle.
        if way.contains(&next) {
            return None;
        }
        let further = referrer(&next);
        way.push(next);
        next = further?;
    }
    way.push(next);
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_that_comes_back_is_a_circle() {
        let referrer = |id: &str| {
            let by = match id {
                "b" => "c",
                "c" => "a",
                "x" => "y",
                "y" => "x",
                _ => return None,
            };
            Some(by.to_owned())
        };
        let circle = |of, by| circle_of(of, by, referrer).map(|way| way.join(" "));
        assert_eq!(circle("a", "a").as_deref(), Some("a a"));
        assert_eq!(circle("a", "b").as_deref(), Some("a b c a"));
        assert_eq!(circle("d", "b"), None);
        assert_eq!(circle("d", "x"), None, "that of others");
    }
}
