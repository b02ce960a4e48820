//! `pumphouse destroy STACK`

use crate::cli::Destroy;
use crate::client::Client;
use crate::stack;

/// Deletes and waits.
pub async fn run(options: Destroy) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    stack::delete(&client, &options.stack, &mut |line| println!("{line}")).await?;
    println!("Stack {} is gone.", options.stack);
    Ok(())
}
