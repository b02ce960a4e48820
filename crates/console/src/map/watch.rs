//! Looks at the house while somebody watches the map: one look a second for all who watch the same place, none when
//! nobody does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use dispatch::Dispatch;
use kernel::Place;
use serde_json::json;
use tokio::sync::watch;

use super::flows;
use super::gather::gather;
use super::scene::{Node, Scene};
use super::status::{self, ERROR_SECONDS, RATE_SECONDS, Shown, Status};
use crate::answer;
use crate::ask::Ask;

/// How often what happens is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many looks go by before what exists is listed again.
const LOOKS_PER_LIST: u32 = 4;

/// All who watch.
pub struct Watches {
    dispatch: Dispatch,
    places: Mutex<HashMap<Place, watch::Receiver<Bytes>>>,
    closed: watch::Sender<bool>,
}

impl Watches {
    /// Nobody yet.
    pub fn new(dispatch: Dispatch) -> Self {
        Self { dispatch, places: Mutex::default(), closed: watch::channel(false).0 }
    }

    /// Ends all watching: the house closes.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Whether the house closes.
    pub fn closed(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    /// What is news of `place`, from now on.
    pub fn watch(self: &Arc<Self>, place: &Place) -> watch::Receiver<Bytes> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(receiver) = places.get(place) {
            return receiver.clone();
        }
        let (sender, receiver) = watch::channel(Bytes::new());
        places.insert(place.clone(), receiver.clone());
        let (watches, place) = (Arc::clone(self), place.clone());
        tokio::spawn(async move { watches.look(&place, &sender).await });
        receiver
    }

    async fn look(&self, place: &Place, sender: &watch::Sender<Bytes>) {
        let ask = Ask::new(&self.dispatch, place);
        let mut closed = self.closed();
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut scene, mut looks) = (Scene::default(), 0_u32);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = closed.wait_for(|closed| *closed) => return,
            }
            if looks.is_multiple_of(LOOKS_PER_LIST) {
                scene = gather(&ask).await;
            }
            looks = looks.wrapping_add(1);
            sender.send_replace(news(&look(&ask, scene.clone())));
            // The list itself holds one receiver. Under its lock nobody comes while we go.
            let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
            if sender.receiver_count() <= 1 {
                places.remove(place);
                return;
            }
        }
    }
}

/// What is seen at one moment.
pub struct Look {
    /// The parts that are connected, with what calls show.
    pub scene: Scene,
    /// How they are.
    pub status: Status,
    /// The parts that nothing leads to or from.
    pub loose: Vec<Node>,
}

/// The scene with what calls show, and how it is.
pub fn look(ask: &Ask, mut scene: Scene) -> Look {
    let traffic = ask.dispatch.traffic();
    let minute = traffic.flows(&ask.place, ERROR_SECONDS);
    let rate = traffic.flows(&ask.place, RATE_SECONDS);
    flows::observe(&mut scene, minute.iter().map(|(flow, _)| flow));
    scene.settle();
    let loose = scene.take_loose();
    let key = |flow: &dispatch::Flow| (flow.caller.clone(), flow.operation, flow.resource.clone());
    let mut rates: HashMap<_, _> = rate.into_iter().map(|(flow, tally)| (key(&flow), tally)).collect();
    let both = minute.into_iter().map(|(flow, minute)| {
        let rate = rates.remove(&key(&flow)).unwrap_or_default();
        (flow, rate, minute)
    });
    let both: Vec<_> = both.collect();
    let status = status::status(&scene, &both);
    Look { scene, status, loose }
}

fn news(Look { scene, status, loose }: &Look) -> Bytes {
    let all = |shown: &[Shown]| {
        let one = |one: &Shown| json!({"id": one.id, "state": one.state.class(), "said": one.said, "also": one.also, "why": one.why});
        shown.iter().map(one).collect::<Vec<_>>()
    };
    let text = json!({
        "drawn": format!("{}.{}", scene.shape(), loose.len()),
        "nodes": all(&status.nodes),
        "arrows": all(&status.arrows),
        "troubles": status::told(status, scene).into_string(),
    });
    answer::event(&text.to_string())
}
