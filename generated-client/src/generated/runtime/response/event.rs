// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! A server-sent event, and the parser of `text/event-stream` (the HTML Standard, section 9.2.6).

use std::collections::VecDeque;
use std::time::Duration;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event. Defaults to `message`.
    pub event: String,
    /// The last event id: that of this event, or of the latest one before it that has an id.
    pub id: Option<String>,
    /// How long to wait before reconnecting, if the event sets it.
    pub retry: Option<Duration>,
    /// The data of the event.
    pub data: T,
}

/// Parses chunks of bytes into events. A line is decoded when it is complete, so a chunk may end within a character.
#[derive(Default)]
pub(super) struct EventParser {
    line: Vec<u8>,
    /// Whether the last byte was a carriage return, which a line feed may follow.
    follows_carriage_return: bool,
    has_first_line: bool,
    event: String,
    data: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    events: VecDeque<Event<String>>,
    /// The last event id after the last empty line. An id needs no data.
    ended_id: Option<String>,
    /// The last event id of the event that was returned last.
    returned_id: Option<String>,
    /// The last `retry`, which needs no data either.
    reconnection_time: Option<Duration>,
}

/// The error of an event that is larger than the limit.
pub(super) struct EventTooLarge;

impl EventParser {
    /// Returns the next complete event.
    pub(super) fn next_event(&mut self) -> Option<Event<String>> {
        let event = self.events.pop_front()?;
        self.returned_id.clone_from(&event.id);
        Some(event)
    }

    /// Returns the last event id as far as events were returned.
    pub(super) fn last_event_id(&self) -> Option<&str> {
        let id = if self.events.is_empty() { &self.ended_id } else { &self.returned_id };
        // An empty id is none (the HTML Standard, section 9.2.4).
        id.as_deref().filter(|id| !id.is_empty())
    }

    /// Drops what belongs to an event that is not complete, before the bytes of another connection. The last event id is kept.
    pub(super) fn restart(&mut self) {
        self.id.clone_from(&self.ended_id);
        (self.line, self.event, self.data, self.retry) = Default::default();
        (self.follows_carriage_return, self.has_first_line) = (false, false);
    }

    /// Returns the last event id after the last empty line. An empty one replaces an earlier one.
    pub(super) fn ended_id(&self) -> Option<&str> {
        self.ended_id.as_deref()
    }

    pub(super) fn reconnection_time(&self) -> Option<Duration> {
        self.reconnection_time
    }

    /// Parses a chunk.
    pub(super) fn push(&mut self, chunk: &[u8], limit: usize) -> Result<(), EventTooLarge> {
        for &byte in chunk {
            let follows_carriage_return = std::mem::replace(&mut self.follows_carriage_return, byte == b'\r');
            match byte {
                b'\n' if follows_carriage_return => {}
                b'\n' | b'\r' => self.end_line(),
                _ => self.line.push(byte),
            }
            if self.line.len().saturating_add(self.data.as_ref().map_or(0, String::len)) > limit {
                return Err(EventTooLarge);
            }
        }
        Ok(())
    }

    fn end_line(&mut self) {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let mut line = text.as_ref();
        if !std::mem::replace(&mut self.has_first_line, true) {
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            self.end_event();
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
                self.reconnection_time = self.retry.or(self.reconnection_time);
            }
            // Comments and unknown fields are ignored.
            _ => {}
        }
    }

    fn end_event(&mut self) {
        self.ended_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let Some(data) = self.data.take() else { return };
        let event = if event.is_empty() { "message".to_owned() } else { event };
        self.events.push_back(Event { event, id: self.id.clone(), retry: self.retry.take(), data });
    }
}
