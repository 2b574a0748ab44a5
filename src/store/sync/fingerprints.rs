//! What a merge asks of the fingerprints of what was forgotten.

/// Fingerprints of what was forgotten: it must not come back by a merge.
pub trait Forgotten {
    /// Whether a line of a customer's log (without its end) was forgotten.
    fn has_line(&self, id: &str, line: &[u8]) -> bool;
    /// Whether nothing at all was: then no line is looked at.
    fn is_empty(&self) -> bool {
        false
    }
    /// Whether a whole customer was forgotten.
    fn has_id(&self, id: &str) -> bool;
    /// Whether a whole customer was that once had this id, which was another one's by then.
    fn has_former(&self, _id: &str) -> bool {
        false
    }
    /// What is written down to let it in again.
    fn allowing_id(&self, _id: &str) -> Vec<String> {
        Vec::new()
    }
    /// Whether a line is this customer's own, though a forgotten one had the same.
    fn is_own(&self, _id: &str, _line: &[u8]) -> bool {
        false
    }
    /// What is written down where such a line stays: forgotten in `ids`, the customer's own id first.
    fn owning(&self, _ids: &[String], _line: &[u8]) -> Vec<String> {
        Vec::new()
    }
}

impl Forgotten for crate::store::Forgotten {
    fn is_empty(&self) -> bool {
        crate::store::Forgotten::is_empty(self)
    }

    fn has_line(&self, id: &str, line: &[u8]) -> bool {
        crate::store::Forgotten::has_line(self, id, line)
    }

    fn has_id(&self, id: &str) -> bool {
        crate::store::Forgotten::has_id(self, id)
    }

    fn has_former(&self, id: &str) -> bool {
        crate::store::Forgotten::has_former(self, id)
    }

    fn allowing_id(&self, id: &str) -> Vec<String> {
        crate::store::Forgotten::allowing_id(self, id)
    }

    fn is_own(&self, id: &str, line: &[u8]) -> bool {
        crate::store::Forgotten::is_own(self, id, line)
    }

    fn owning(&self, ids: &[String], line: &[u8]) -> Vec<String> {
        let Some((id, former)) = ids.split_first() else { return Vec::new() };
        let own = former.iter().flat_map(|former| crate::store::Forgotten::owning(self, id, former, line));
        own.chain(self.allowing_line(id, line)).collect()
    }
}

/// A workspace in which nothing was ever forgotten.
#[derive(Clone, Copy, Debug)]
pub struct NothingForgotten;

impl Forgotten for NothingForgotten {
    fn is_empty(&self) -> bool {
        true
    }

    fn has_line(&self, _: &str, _: &[u8]) -> bool {
        false
    }

    fn has_id(&self, _: &str) -> bool {
        false
    }
}
