//! A column of an answer's rows.

use super::super::lang::Lang;

/// A column: what it is called, and what a row has in it.
pub struct Column<T> {
    /// Its name in the header.
    pub name: &'static str,
    value: fn(&T) -> String,
    text: Option<fn(&T, Lang) -> String>,
}

/// A column of values.
pub const fn column<T>(name: &'static str, value: fn(&T) -> String) -> Column<T> {
    Column { name, value, text: None }
}

impl<T> Column<T> {
    /// Says the same otherwise to people, in a plain line.
    pub const fn said(self, text: fn(&T, Lang) -> String) -> Self {
        Column { name: self.name, value: self.value, text: Some(text) }
    }

    /// What programs get.
    pub fn value(&self, row: &T) -> String {
        (self.value)(row)
    }

    /// What people get in a plain line.
    pub fn text(&self, row: &T, lang: Lang) -> String {
        self.text.map_or_else(|| self.value(row), |text| text(row, lang))
    }
}

/// What can stand in a cell.
pub trait Cell {
    /// Its text; empty for what isn't there.
    fn cell(&self) -> String;
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> String {
        self.as_ref().map(Cell::cell).unwrap_or_default()
    }
}

impl<T: Cell + ?Sized> Cell for &T {
    fn cell(&self) -> String {
        (*self).cell()
    }
}

macro_rules! cells {
    ($($type:ty),+) => { $(impl Cell for $type { fn cell(&self) -> String { self.to_string() } })+ };
}
cells!(str, String, bool, usize, u8, u32, i32, i64);
