//! What of a pipeline is deployed: its template, with functions that are in the server's program.

use std::collections::BTreeMap;

use anyhow::bail;
use lambda_service::engine::launcher::PROGRAM;

use super::stage::Stage;
use crate::functions::FUNCTION;
use crate::stack::{self, Package, zip_file};

/// A stack of a demo.
pub struct Deployment {
    /// Its name.
    pub stack: &'static str,
    /// Its template.
    pub template: &'static str,
    /// The functions in it, by their logical names.
    pub functions: &'static [&'static str],
    /// Parameters that are not the template's defaults.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Dashboards that come with it: names and files.
    pub dashboards: &'static [(&'static str, &'static str)],
}

impl Deployment {
    /// Creates the stack, unless it is there from an earlier run; whether it was.
    pub async fn deploy(&self, stage: &Stage<'_>) -> anyhow::Result<bool> {
        let name = self.stack;
        // An earlier run may have been interrupted while the stack was made; the house goes on with it.
        let there = stack::settled(&stage.client, name, &mut |line| stage.say(line)).await?;
        if let Some(stack) = there {
            let status = stack.stack_status.as_str();
            if !matches!(status, "CREATE_COMPLETE" | "UPDATE_COMPLETE") {
                bail!("stack `{name}` is {status}; `pumphouse destroy {name}` clears the way");
            }
            stage.say(&format!("Stack {name} is there from an earlier run."));
            return Ok(true);
        }
        // The functions are in the server's own program, whichever that is when they are started.
        let program = format!("#!/bin/sh\nexec \"${PROGRAM}\" {FUNCTION}\n");
        let zip = zip_file("bootstrap", program.as_bytes(), 0o100_755)?;
        let package = Package::with_code(&stage.client, self.template, self.functions, zip).await?;
        let parameters = self.parameters.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        let parameters: BTreeMap<_, _> = parameters.collect();
        package.create(&stage.client, name, &parameters, &mut |line| stage.say(line)).await?;
        for (name, text) in self.dashboards {
            stage.client.bring_dashboard(name, text).await?;
        }
        Ok(false)
    }
}
