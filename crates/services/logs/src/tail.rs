//! Live tails: what is written to some groups, told once a second as an event stream.
//!
//! Nothing is kept for them; of more than 500 events a second that match, a sample is told that is spread evenly. A
//! session ends after three hours of the house's clock, or when the client goes away.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use kernel::Place;
use logs_api::{
    LiveTailSessionLogEvent, LiveTailSessionMetadata, LiveTailSessionStart, LiveTailSessionUpdate,
};
use tokio::sync::mpsc;
use wire::{Event, Fault, Stream, to_json};

use crate::engine::{Engine, GroupId, Held, Pattern, Tap};
use crate::limits::{TAIL_EVENTS_MAX, TAIL_MS_MAX, TAIL_UPDATE_MS, TAILS_MAX};

/// How many live tails there are in each place.
#[derive(Default)]
pub(crate) struct Tails(Mutex<HashMap<Place, Arc<()>>>);

/// A place among the live tails, given back when it is dropped.
pub(crate) struct Seat(#[expect(dead_code, reason = "held, so that it is counted")] Arc<()>);

impl Tails {
    /// A place for one more, if there is one.
    pub(crate) fn seat(&self, place: &Place) -> Option<Seat> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|_, seats| Arc::strong_count(seats) > 1);
        let seats = places.entry(place.clone()).or_default();
        (Arc::strong_count(seats) <= TAILS_MAX).then(|| Seat(Arc::clone(seats)))
    }
}

/// What a session tells.
pub(crate) struct Session {
    #[expect(dead_code, reason = "held as long as the session lasts")]
    pub seat: Seat,
    pub start: LiveTailSessionStart,
    /// What each group is called in events.
    pub groups: HashMap<GroupId, String>,
    pub pattern: Pattern,
}

impl Session {
    /// Begins; the stream tells of everything that is written from now on.
    pub(crate) fn begin(self, engine: Arc<Engine>) -> Stream {
        let tap = engine.tap(self.groups.keys().copied());
        let (sender, receiver) = mpsc::channel(2);
        tokio::spawn(self.run(engine, tap, sender));
        Stream::new(Told(receiver).boxed_unsync(), None)
    }

    async fn run(self, engine: Arc<Engine>, tap: Arc<Tap>, sender: mpsc::Sender<Bytes>) {
        let begun = engine.now();
        let first = [
            Event::of_json("initial-response", "{}").encode(),
            Event::of_json("sessionStart", to_json(&self.start)).encode(),
        ];
        // An error says that nobody listens any more, here and below.
        if sender.send(first.concat().into()).await.is_err() {
            return;
        }
        loop {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(TAIL_UPDATE_MS)) => {}
                () = sender.closed() => return,
            }
            if engine.now().millis_since(begun) >= TAIL_MS_MAX {
                let text = r#"{"message":"The session has ended after three hours. Start another."}"#;
                let _ = sender.send(Event::of_exception("SessionTimeoutException", text).encode()).await;
                return;
            }
            let update = Event::of_json("sessionUpdate", to_json(&self.update(tap.take())));
            if sender.send(update.encode()).await.is_err() {
                return;
            }
        }
    }

    fn update(&self, held: Held) -> LiveTailSessionUpdate {
        let mut found = Vec::new();
        for written in &held.written {
            let Some(group) = self.groups.get(&written.group).filter(|_| self.wants(&written.stream)) else {
                continue;
            };
            let matching = written.events.iter().filter(|(_, message)| self.pattern.matches(message));
            found.extend(matching.map(|event| (group, written, event)));
        }
        let (count, told) = (found.len(), found.len().min(TAIL_EVENTS_MAX));
        let sampled = (0..told).map(|index| &found[index * count / told]);
        let results = sampled.map(|(group, written, (timestamp_ms, message))| LiveTailSessionLogEvent {
            log_stream_name: Some(written.stream.to_string()),
            log_group_identifier: Some((*group).clone()),
            message: Some(message.clone()),
            timestamp: Some(*timestamp_ms as i64),
            ingestion_time: Some(written.ingested_ms as i64),
        });
        let sampled = held.overflowed || count > told;
        LiveTailSessionUpdate {
            session_metadata: Some(LiveTailSessionMetadata { sampled: Some(sampled) }),
            session_results: Some(results.collect()),
        }
    }

    fn wants(&self, stream: &str) -> bool {
        let (names, prefixes) = (&self.start.log_stream_names, &self.start.log_stream_name_prefixes);
        names.as_ref().is_none_or(|names| names.iter().any(|name| name == stream))
            && prefixes.as_ref().is_none_or(|all| all.iter().any(|prefix| stream.starts_with(prefix)))
    }
}

/// The body of an answer: frames as they come.
struct Told(mpsc::Receiver<Bytes>);

impl Body for Told {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        self.0.poll_recv(context).map(|frame| frame.map(|frame| Ok(Frame::data(frame))))
    }
}
