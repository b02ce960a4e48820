//! `pumphouse cost`: what AWS would have charged for what runs here, by line, and what would have been cheaper.

mod metrics;
mod reading;

use serde_json::{Value, json};

use crate::bill::{Bill, Line, Prices, Usage, dollars};
use crate::cli::Cost;
use crate::client::Client;

/// Asks, reckons and prints.
pub async fn run(options: Cost) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let reckoned = reckon(&client, options.last).await?;
    match options.json {
        true => println!("{}", object(&reckoned.bill, &reckoned.usage, &reckoned.prices)?),
        false => print(&reckoned),
    }
    Ok(())
}

/// A bill, and what it is of.
pub struct Reckoned {
    /// The bill.
    pub bill: Bill,
    usage: Usage,
    prices: Prices,
}

impl Reckoned {
    /// Of which time and by which prices it is.
    pub fn about(&self) -> String {
        format!(
            "{:.2} hours by the house's clock, at AWS's list prices of {} (table of {}).",
            self.usage.hours, self.prices.region, self.prices.written
        )
    }
}

/// The bill since the server's start, or of the last `last_ms`.
pub async fn reckon(client: &Client, last_ms: Option<u64>) -> anyhow::Result<Reckoned> {
    let usage = reading::usage(client, last_ms).await?;
    let prices = Prices::us_east_1()?;
    Ok(Reckoned { bill: Bill::of(&usage, &prices)?, usage, prices })
}

/// How much of a line, for people.
pub fn quantity(line: &Line) -> String {
    format!("{}{}", if line.at_least { "≥ " } else { "" }, number(line.quantity))
}

fn print(reckoned: &Reckoned) {
    println!("{}\n", reckoned.about());
    let bill = &reckoned.bill;
    let width = bill.lines.iter().map(|line| line.resource.chars().count()).max().unwrap_or_default();
    for line in &bill.lines {
        let quantity = quantity(line);
        println!(
            "{:<10} {:<width$}  {quantity:>14} {:<36} {:>12}",
            line.service,
            line.resource,
            line.unit,
            dollars(line.amount)
        );
    }
    println!("\n{:<10} {:<width$}  {:>14} {:<36} {:>12}", "Total", "", "", "", dollars(bill.total));
    if !bill.advice.is_empty() {
        println!("\nWhat would have been cheaper:");
        bill.advice.iter().for_each(|advice| println!("- {advice}"));
    }
}

fn object(bill: &Bill, usage: &Usage, prices: &Prices) -> anyhow::Result<Value> {
    let line = |line: &Line| -> anyhow::Result<Value> {
        let price = prices.get(line.price)?;
        Ok(json!({
            "service": line.service,
            "resource": line.resource,
            "quantity": line.quantity,
            "atLeast": line.at_least,
            "unit": line.unit,
            "amount": line.amount,
            "price": {"name": line.price, "each": price.each, "asOf": price.as_of, "source": price.source},
        }))
    };
    let lines = bill.lines.iter().map(line).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(json!({
        "currency": "USD",
        "region": prices.region,
        "hours": usage.hours,
        "total": bill.total,
        "lines": lines,
        "advice": bill.advice,
    }))
}

/// A quantity for people.
fn number(quantity: f64) -> String {
    match quantity {
        _ if quantity.fract() == 0.0 => format!("{quantity:.0}"),
        _ if quantity >= 100.0 => format!("{quantity:.1}"),
        _ => format!("{quantity:.6}"),
    }
}
