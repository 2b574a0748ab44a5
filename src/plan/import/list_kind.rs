//! What the rows of a list are.

use crate::model::EntryKind;

/// What the rows of a list are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListKind {
    #[default]
    Customers,
    /// Entries of the customers' logs, whatever their kind.
    Entries,
    /// Lines of orders, as an ERP or a shop exports them.
    Orders,
    Invoices,
    /// Payments, as a bank or an accountant exports them.
    Payments,
}

impl ListKind {
    pub const ALL: &'static [ListKind] =
        &[ListKind::Customers, ListKind::Entries, ListKind::Orders, ListKind::Invoices, ListKind::Payments];

    /// Whether each row is of a customer itself.
    pub fn is_of_customers(self) -> bool {
        self == ListKind::Customers
    }

    /// The kind of entry that its rows become, where they are all of one.
    pub fn entry(self) -> Option<EntryKind> {
        match self {
            ListKind::Customers | ListKind::Entries => None,
            ListKind::Orders => Some(EntryKind::Order),
            ListKind::Invoices => Some(EntryKind::Invoice),
            ListKind::Payments => Some(EntryKind::Payment),
        }
    }
}
