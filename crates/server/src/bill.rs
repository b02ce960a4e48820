//! The bill that AWS would have sent for what ran here: usage in, lines and advice out. Pure; [`crate::commands::cost`]
//! reads the usage as any client would.
//!
//! Where a metric does not tell the size of each record, rounding per record (25 KB, 5 KB, 1 KB, 10 MB a query) is
//! bounded from below, and the line says "at least". Hours count as AWS counts them, each that was begun.
//!
//! Lacks: free tiers, tiers above the first, transfer, taxes; what was deleted before the bill was asked for.

mod advice;
mod lines;
mod prices;
mod usage;

pub use advice::dollars;
pub use prices::{PriceError, Prices};
pub use usage::{DeliveryUsage, FunctionUsage, StreamUsage, TableUsage, Usage};

/// A bill.
#[derive(Clone, Debug, PartialEq)]
pub struct Bill {
    /// What is paid for, in order of service.
    pub lines: Vec<Line>,
    /// What would have been cheaper.
    pub advice: Vec<String>,
    /// The sum, in dollars.
    pub total: f64,
}

/// A line of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The service, as people call it.
    pub service: &'static str,
    /// The resource; empty where requests of a whole service are meant.
    pub resource: String,
    /// How much.
    pub quantity: f64,
    /// Whether it may have been more.
    pub at_least: bool,
    /// Of what.
    pub unit: String,
    /// Dollars for it.
    pub amount: f64,
    /// The key of its price.
    pub price: &'static str,
}

impl Bill {
    /// The bill for `usage`.
    pub fn of(usage: &Usage, prices: &Prices) -> Result<Self, PriceError> {
        let lines = lines::all(usage, prices)?;
        let advice = advice::all(usage, prices)?;
        let total = lines.iter().fold(0.0, |sum, line| sum + line.amount);
        Ok(Self { lines, advice, total })
    }
}

#[cfg(test)]
mod tests;
