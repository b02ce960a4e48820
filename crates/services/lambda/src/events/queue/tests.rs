//! The queue: turns, holding, bounds, forgetting.

use super::*;

const NOW: Timestamp = Timestamp(1_000_000);

fn waiting(queue: &mut Queue, function: &str, id: &str, due: Timestamp) {
    let ticket = queue.admit(function, id.into(), 10).unwrap();
    assert!(queue.wait(ticket, due));
}

fn next(queue: &mut Queue, now: Timestamp) -> Option<String> {
    let ticket = queue.next(now)?;
    let id = ticket.id.clone();
    assert!(queue.done(ticket));
    Some(id)
}

#[test]
fn functions_take_turns_and_events_their_time() {
    let mut queue = Queue::default();
    for (function, id, due) in [
        ("f", "f1", NOW),
        ("f", "f2", NOW),
        ("f", "late", Timestamp(NOW.0 + 5)),
        ("g", "g1", NOW),
        ("g", "g2", NOW),
    ] {
        waiting(&mut queue, function, id, due);
    }
    let order: Vec<_> = std::iter::from_fn(|| next(&mut queue, NOW)).collect();
    assert_eq!(order, ["f1", "g1", "f2", "g2"]);
    assert_eq!(queue.next_at(), Some(Timestamp(NOW.0 + 5)));
    assert_eq!(next(&mut queue, Timestamp(NOW.0 + 5)).as_deref(), Some("late"));
    assert!(queue.is_empty() && queue.count == 0 && queue.next_at().is_none());
}

#[test]
fn a_function_that_cannot_run_is_held_longer_each_time() {
    let mut queue = Queue::default();
    waiting(&mut queue, "f", "1", NOW);
    waiting(&mut queue, "f", "2", NOW);
    let mut now = NOW;
    for (pause, at_once) in [(1000, 2), (2000, 1), (4000, 1)] {
        let tickets: Vec<_> = std::iter::from_fn(|| queue.next(now)).collect();
        assert_eq!(tickets.len(), at_once, "after {pause}");
        for ticket in tickets {
            queue.hold(&ticket, now);
            queue.wait(ticket, NOW);
        }
        assert_eq!(queue.next_at(), Some(Timestamp(now.0 + pause)), "two say it, it counts once");
        now = Timestamp(now.0 + pause);
    }
    // One is tried; it comes through: no pause, and one more at once.
    let ticket = queue.next(now).unwrap();
    assert!(queue.next(now).is_none());
    queue.release(&ticket);
    assert_eq!(next(&mut queue, now).as_deref(), Some("2"));
}

#[test]
fn events_that_are_done_without_a_try_hold_nothing_up() {
    let mut queue = Queue::default();
    for id in ["1", "2", "3"] {
        waiting(&mut queue, "f", id, NOW);
    }
    let ticket = queue.next(NOW).unwrap();
    queue.hold(&ticket, NOW);
    queue.wait(ticket, NOW);
    let later = Timestamp(NOW.0 + 1000);
    let done: Vec<_> = std::iter::from_fn(|| next(&mut queue, later)).collect();
    assert_eq!(done, ["1", "2", "3"]);
}

#[test]
fn places_are_few() {
    let mut queue = Queue::default();
    for function in ["a", "b", "c", "d", "e"] {
        for number in 0..limits::EVENTS_OF_FUNCTION_AT_ONCE + 1 {
            waiting(&mut queue, function, &format!("{function}{number}"), NOW);
        }
    }
    let mut tickets: Vec<_> = std::iter::from_fn(|| queue.next(NOW)).collect();
    assert_eq!(tickets.len(), limits::EVENTS_AT_ONCE);
    let of_a = tickets.iter().filter(|ticket| &*ticket.function == "a").count();
    assert!(of_a <= limits::EVENTS_OF_FUNCTION_AT_ONCE);
    assert_eq!(queue.next_at(), None);
    assert!(queue.done(tickets.pop().unwrap()));
    assert!(queue.next(NOW).is_some());
}

#[test]
fn a_backlog_is_bounded_in_bytes_and_events() {
    let mut queue = Queue::default();
    let half = limits::EVENTS_OF_FUNCTION_BYTES_MAX / 2;
    let first = queue.admit("f", "1".into(), half).unwrap();
    let second = queue.admit("f", "2".into(), half).unwrap();
    assert!(queue.admit("f", "3".into(), 1).is_none());
    assert!(queue.admit("g", "3".into(), 1).is_some());
    queue.done(first);
    assert!(queue.wait(second, NOW));
    for number in 0..limits::EVENTS_OF_FUNCTION_MAX - 1 {
        waiting(&mut queue, "f", &number.to_string(), NOW);
    }
    assert!(queue.admit("f", "x".into(), 1).is_none());
}

#[test]
fn what_is_forgotten_does_not_come_back() {
    let mut queue = Queue::default();
    waiting(&mut queue, "f", "1", NOW);
    waiting(&mut queue, "f", "2", NOW);
    let working = queue.next(NOW).unwrap();
    assert_eq!(queue.forget("f"), [b"event/2".to_vec(), b"event/1".to_vec()]);
    waiting(&mut queue, "f", "3", NOW);
    assert!(!queue.wait(working, NOW));
    assert_eq!((queue.working, queue.count), (0, 1));
    assert_eq!(next(&mut queue, NOW).as_deref(), Some("3"));
    assert!(queue.is_empty());
}
