//! `ListTopics`.

use dispatch::{Call, Handle};
use sns_api::{ListTopics, ListTopicsInput, ListTopicsOutput, Topic};
use wire::Fault;

use super::page;
use crate::Sns;
use crate::limits::PAGE;

impl Handle<ListTopics> for Sns {
    async fn handle(&self, call: &Call, input: ListTopicsInput) -> Result<ListTopicsOutput, Fault> {
        let after = page::after(input.next_token.as_deref())?;
        let mut found = self.engine.topics(&call.place, after.as_deref(), PAGE + 1)?;
        let next_token = page::cut(&mut found, |stored| stored.name.clone());
        let arn = |name: &str| call.place.arn("sns", name).to_string();
        let topics = found.iter().map(|stored| Topic { topic_arn: Some(arn(&stored.name)) }).collect();
        Ok(ListTopicsOutput { topics, next_token })
    }
}
