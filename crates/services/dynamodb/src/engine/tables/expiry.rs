//! Deleting items whose time to live has passed.
//!
//! Each sweep looks at a bounded number of rows of each table that has a time to live, from where the last
//! one stopped. An item is deleted only if its time to live is still the one that was seen.

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, Mutex, PoisonError};

use dynamodb_api::{AttributeValue, Item, Number};
use kernel::Timestamp;
use storage::Direction;
use tokio::task::JoinSet;

use crate::engine::expression::{Condition, ExpressionKind, Placeholders};
use crate::engine::items::Write;
use crate::engine::key::{KeyRange, TableId};
use crate::engine::{Engine, EngineError, Result, Table, codec};
use crate::limits::{BATCH_ROWS_MAX, TTL_PAST_SECONDS_MAX, TTL_SWEEP_ROWS_MAX};

/// Where the last sweep of each table stopped, as a stored key.
#[derive(Debug, Default)]
pub(in crate::engine) struct Sweeps(Mutex<HashMap<TableId, Vec<u8>>>);

/// What some rows of a table held.
struct Looked {
    expired: Vec<Item>,
    /// From where to go on, if there are more.
    rest: Option<Vec<u8>>,
}

impl Engine {
    /// Deletes some of the items of `table` whose time to live has passed.
    pub(super) async fn expire(self: &Arc<Self>, table: &Arc<Table>) -> Result<()> {
        let Some(attribute) = &table.description().expiry_attribute else { return Ok(()) };
        let range = table.keyspace.all();
        let mut from = self.sweeps().get(&table.id).cloned().unwrap_or_else(|| range.start.clone());
        for _ in 0..TTL_SWEEP_ROWS_MAX / BATCH_ROWS_MAX {
            let looked = self.look(attribute, &from, &range)?;
            self.delete_expired(table, attribute, looked.expired).await?;
            match looked.rest {
                Some(rest) => from = rest,
                None => {
                    self.sweeps().remove(&table.id);
                    return Ok(());
                }
            }
            tokio::task::yield_now().await;
        }
        self.sweeps().insert(table.id, from);
        Ok(())
    }

    pub(super) fn sweeps(&self) -> std::sync::MutexGuard<'_, HashMap<TableId, Vec<u8>>> {
        self.sweeps.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self, attribute: &str, from: &[u8], range: &KeyRange) -> Result<Looked> {
        let upper = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let (mut looked, mut seen, mut damaged) = (Looked { expired: Vec::new(), rest: None }, 0, None);
        let now = self.now();
        self.store()?.scan(Bound::Included(from), upper, Direction::Forward, &mut |key, value| {
            if seen == BATCH_ROWS_MAX {
                looked.rest = Some(key.to_vec());
                return ControlFlow::Break(());
            }
            seen += 1;
            match codec::decode(value) {
                Ok(item) => {
                    looked.expired.extend(Some(item).filter(|item| has_expired(item.get(attribute), now)));
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    damaged = Some(EngineError::Corrupt(error.to_string()));
                    ControlFlow::Break(())
                }
            }
        })?;
        damaged.map_or(Ok(looked), Err)
    }

    async fn delete_expired(
        self: &Arc<Self>,
        table: &Arc<Table>,
        attribute: &str,
        expired: Vec<Item>,
    ) -> Result<()> {
        // Queued together, so that they share a sync.
        let mut deletes = JoinSet::new();
        for item in expired {
            let Some(seen) = item.get(attribute).cloned() else { continue };
            let parts = table.schema.attributes().filter_map(|part| item.get_key_value(&part.name));
            let key = parts.map(|(name, value)| (name.clone(), value.clone())).collect();
            let mut delete = Write::delete(Arc::clone(table), &key)?;
            delete.condition = Some(unchanged(attribute, seen)?);
            delete.expired = true;
            let engine = Arc::clone(self);
            deletes.spawn(async move { engine.write(delete).await });
        }
        while let Some(deleted) = deletes.join_next().await {
            match deleted.map_err(|_| EngineError::Stopped)? {
                Ok(_) | Err(EngineError::ConditionFailed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Whether `value` is a time that has passed, but not so long ago that AWS takes it for a mistake.
fn has_expired(value: Option<&AttributeValue>, now: Timestamp) -> bool {
    let Some(AttributeValue::N(time)) = value else { return false };
    let oldest = now.seconds().saturating_sub(TTL_PAST_SECONDS_MAX);
    (Number::from(oldest)..=Number::from(now.seconds())).contains(time)
}

/// That the item still has this time to live.
fn unchanged(attribute: &str, seen: AttributeValue) -> Result<Condition> {
    let names = [("#time".to_owned(), attribute.to_owned())].into();
    let values = [(":seen".to_owned(), seen)].into();
    let mut placeholders = Placeholders::new(Some(names), Some(values))?;
    Ok(Condition::parse(ExpressionKind::Condition, "#time = :seen", &mut placeholders)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_the_last_five_years_expire() {
        let now = Timestamp(1_763_650_000_000);
        let number = |text: &str| AttributeValue::N(text.parse().unwrap());
        for (value, expired) in [
            (number("1763650000"), true),
            (number("1763649999.5"), true),
            (number("1763650001"), false),
            (number("1763650000000"), false),
            (number("1605970000"), true),
            (number("1605969999"), false),
            ("1763640000".into(), false),
        ] {
            assert_eq!(has_expired(Some(&value), now), expired, "{value:?}");
        }
        assert!(!has_expired(None, now));
    }
}
