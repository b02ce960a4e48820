//! Actions of a composite alarm that are kept back: while its suppressor is in ALARM, for a time before in which it may
//! still get there (wait period), and for a time after it left (extension period). When nothing keeps them any more, the
//! alarm tells what it then says, unless that is what it told last.

use cloudwatch_api::{ActionsSuppressedBy, StateValue};
use kernel::{Place, Timestamp};
use storage::Transaction;
use wire::Shape;

use super::alarm::CompositeWatch;
use super::rule::named;
use super::{Alarm, Alarms, Result, Said, catalog, outbox};

/// What keeps actions back, and what is to be told then.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Suppressed {
    /// What keeps them.
    pub by: ActionsSuppressedBy,
    /// Until when; until the suppressor leaves ALARM where none is said.
    pub until: Option<Timestamp>,
    /// What the alarm said when it told somebody last.
    pub before: Said,
}

impl Suppressed {
    /// What keeps the actions of a change that comes now.
    pub(super) fn at_first(
        watch: &CompositeWatch,
        suppressor: &Alarm,
        before: &Said,
        now: Timestamp,
    ) -> Option<Self> {
        let before = before.clone();
        let (wait, extension) = (millis(watch.wait_period), millis(watch.extension_period));
        if suppressor.said.value == StateValue::Alarm {
            return Some(Self { by: ActionsSuppressedBy::Alarm, until: None, before });
        }
        let extended = suppressor.left_alarm.map(|left| Timestamp(left.0 + extension));
        if let Some(until) = extended.filter(|until| *until > now) {
            return Some(Self { by: ActionsSuppressedBy::ExtensionPeriod, until: Some(until), before });
        }
        let until = Some(Timestamp(now.0 + wait));
        (wait > 0).then_some(Self { by: ActionsSuppressedBy::WaitPeriod, until, before })
    }

    /// What keeps them as time goes on; nothing any more where none is answered.
    fn next(self, watch: &CompositeWatch, suppressor: &Alarm, now: Timestamp) -> Option<Self> {
        if suppressor.said.value == StateValue::Alarm {
            return Some(Self { by: ActionsSuppressedBy::Alarm, until: None, ..self });
        }
        if self.by == ActionsSuppressedBy::Alarm || self.until.is_none() {
            let left = suppressor.left_alarm.unwrap_or(now);
            let until = Timestamp(left.0 + millis(watch.extension_period));
            let by = ActionsSuppressedBy::ExtensionPeriod;
            return (until > now).then_some(Self { by, until: Some(until), ..self });
        }
        self.until.is_some_and(|until| until > now).then_some(self)
    }

    /// Why, in words.
    pub fn reason(&self) -> String {
        format!("Actions suppressed by {}", self.by.as_str())
    }
}

fn millis(seconds: Option<i32>) -> u64 {
    u64::try_from(seconds.unwrap_or_default()).unwrap_or_default() * 1000
}

impl Alarms {
    /// Looks whether the actions of the alarm `name` are still to be kept back, and asks for them if not.
    pub async fn review(&self, place: &Place, name: &str) -> Result<()> {
        let Some(seen) = self.alarm(place, name)? else { return Ok(()) };
        let suppressor = match seen.composite().and_then(|watch| watch.suppressor.as_ref()) {
            Some(suppressor) => self.alarm(place, &named(suppressor, place))?,
            None => None,
        };
        if reviewed(&seen, suppressor.as_ref(), self.now()) == seen.suppressed {
            return Ok(());
        }
        let (place, name, now, id) = (place.clone(), name.to_owned(), self.now(), self.random.uuid());
        let work = move |store: &mut Transaction| {
            let Some(mut alarm) = catalog::load(store, &place, &name)? else { return Ok(()) };
            let suppressor = match alarm.composite().and_then(|watch| watch.suppressor.as_ref()) {
                Some(suppressor) => catalog::load(store, &place, &named(suppressor, &place))?,
                None => None,
            };
            let next = reviewed(&alarm, suppressor.as_ref(), now);
            if let (Some(kept), None) = (&alarm.suppressed, &next)
                && alarm.actions.enabled
            {
                outbox::ask(store, &place, &alarm, &kept.before, &id)?;
            }
            alarm.suppressed = next;
            catalog::keep(store, &place, &alarm);
            Ok(())
        };
        self.write(false, work).await
    }
}

/// What keeps the actions of an alarm back `now`.
fn reviewed(alarm: &Alarm, suppressor: Option<&Alarm>, now: Timestamp) -> Option<Suppressed> {
    alarm.suppressed.clone()?.next(alarm.composite()?, suppressor?, now)
}
