//! The gaps between the follow-ups of a grade that goes step by step (S0).

use super::trigger::Trigger;
use crate::model::reference_key;

/// A sequence: the event that starts it, and its gaps in days.
pub type Gaps = (Trigger, Vec<u32>);

/// Gaps in days between follow-ups, one sequence for each event that starts one. The first sequence
/// is that of customers without any of these events. Other products may want other steps (S0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    sequences: Vec<Gaps>,
    products: Vec<(String, Vec<Gaps>)>,
}

/// Which of the products with steps of their own, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product(u16);

impl Steps {
    /// These sequences; `None` without any, and for one without a gap.
    pub fn new(sequences: Vec<Gaps>) -> Option<Self> {
        let is_whole = !sequences.is_empty() && sequences.iter().all(|(_, gaps)| !gaps.is_empty());
        is_whole.then_some(Steps { sequences, products: Vec::new() })
    }

    /// The same with the sequences of some products.
    pub fn with_products(self, products: Vec<(String, Vec<Gaps>)>) -> Self {
        Steps { products, ..self }
    }

    /// Whether any product has steps of its own.
    pub fn has_products(&self) -> bool {
        !self.products.is_empty()
    }

    /// The product of an item, where it has steps of its own.
    pub fn product(&self, item: &str) -> Option<Product> {
        let item = reference_key(item);
        let at = self.products.iter().position(|(name, _)| reference_key(name) == item)?;
        u16::try_from(at).ok().map(Product)
    }

    /// The gaps that an event starts, of a product of its own or of all others; other events start none.
    pub fn after(&self, trigger: Trigger, product: Option<Product>) -> Option<&[u32]> {
        let own = product.and_then(|product| self.own(product)).and_then(|(_, own)| gaps_after(own, trigger));
        own.or_else(|| gaps_after(&self.sequences, trigger))
    }

    /// The sequence of customers without any of these events.
    pub fn first(&self) -> Option<&Gaps> {
        self.sequences.first()
    }

    /// The key of crm.yaml, below its grade, that has the sequence of an event.
    pub fn place(&self, trigger: Trigger, product: Option<Product>) -> String {
        let own = product.and_then(|product| self.own(product));
        match own.filter(|(_, own)| gaps_after(own, trigger).is_some()) {
            Some((name, _)) => format!("products.{name}.{}", trigger.as_str()),
            None => format!("steps.{}", trigger.as_str()),
        }
    }

    /// The sequences of all products without their own.
    pub fn sequences(&self) -> &[Gaps] {
        &self.sequences
    }

    /// The products with sequences of their own.
    pub fn products(&self) -> &[(String, Vec<Gaps>)] {
        &self.products
    }

    /// The events that start one, of any product.
    pub fn triggers(&self) -> impl Iterator<Item = Trigger> {
        let own = self.products.iter().flat_map(|(_, own)| own);
        self.sequences.iter().chain(own).map(|(own, _)| *own)
    }

    /// How many steps all sequences have together, where no product has its own.
    pub fn count(&self) -> usize {
        self.sequences.iter().map(|(_, gaps)| gaps.len()).sum()
    }

    fn own(&self, Product(at): Product) -> Option<&(String, Vec<Gaps>)> {
        self.products.get(usize::from(at))
    }
}

fn gaps_after(sequences: &[Gaps], trigger: Trigger) -> Option<&[u32]> {
    sequences.iter().find(|(own, _)| *own == trigger).map(|(_, gaps)| gaps.as_slice())
}
