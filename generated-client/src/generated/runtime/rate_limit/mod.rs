// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Rate limits: what a response says about them.

mod gate;

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header};

pub(crate) use self::gate::{Admission, RateLimitGate};

/// What a response says about the rate limit of the service.
///
/// The names of its headers are known for each client. If the client was generated without them, they are
/// `RateLimit-Limit` and `RateLimit-Remaining`, the same with `X-` before them, and `RateLimit-Reset` in seconds from now.
/// `X-RateLimit-Reset` is not read then, since services disagree about its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests the service accepts in a period.
    pub limit: Option<u64>,
    /// How many requests remain in this period. It is the lowest number if the service has several limits.
    pub remaining: Option<u64>,
    /// When the next period starts, by the clock of the client.
    pub reset: Option<SystemTime>,
}

/// The headers in which a service describes its rate limit.
#[derive(Debug)]
pub(crate) struct RateLimitHeaders {
    /// The names of the headers with the limit, in lower case, like all names here.
    pub(crate) limit: &'static [&'static str],
    /// The names of the headers with the remaining requests.
    pub(crate) remaining: &'static [&'static str],
    /// The names of the headers with the reset.
    pub(crate) reset: &'static [&'static str],
    /// The unit of the reset.
    pub(crate) reset_unit: ResetUnit,
    /// Whether the service rejects a request that exceeds the limit before it acts.
    pub(crate) rejects_before_acting: bool,
}

/// The unit of a header with the reset of a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "an API has one unit")]
pub(crate) enum ResetUnit {
    /// Seconds since the epoch.
    Seconds,
    /// Milliseconds since the epoch.
    Milliseconds,
    /// Seconds from now.
    SecondsFromNow,
    /// A date of HTTP (RFC 9110, section 5.6.7) or of RFC 3339.
    Date,
}

impl RateLimitHeaders {
    /// The headers of the first versions of the draft "RateLimit header fields for HTTP", and the common names before it. `X-RateLimit-Reset` is not
    /// among them, since services disagree about its unit.
    pub(crate) const COMMON: Self = Self {
        limit: &["x-ratelimit-limit", "ratelimit-limit", "x-rate-limit-limit"],
        remaining: &["x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining"],
        reset: &["ratelimit-reset"],
        reset_unit: ResetUnit::SecondsFromNow,
        rejects_before_acting: false,
    };

    /// Reads the headers of a response that was received at a time. Returns `None` if it has none of them.
    pub(crate) fn read(&self, headers: &HeaderMap, received: SystemTime) -> Option<RateLimit> {
        let lowest = |names: &[&str]| names.iter().filter_map(|name| text(headers, name)?.parse().ok()).min();
        let latest = |names: &[&str]| {
            names.iter().filter_map(|name| self.reset_unit.read(text(headers, name)?, headers, received)).max()
        };
        let limit =
            RateLimit { limit: lowest(self.limit), remaining: lowest(self.remaining), reset: latest(self.reset) };
        (limit.limit.is_some() || limit.remaining.is_some() || limit.reset.is_some()).then_some(limit)
    }
}

/// Returns the value of a header. Some services add parameters to a number, such as `100;w=60`.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let text = headers.get(name)?.to_str().ok()?;
    Some(text.split([';', ',']).next().filter(|number| is_number(number)).unwrap_or(text).trim())
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl ResetUnit {
    /// Reads a reset, as a time of the client's clock. A negative or invalid one is `None`.
    fn read(self, text: &str, headers: &HeaderMap, received: SystemTime) -> Option<SystemTime> {
        let number = || text.parse::<f64>().ok();
        let reset = match self {
            Self::Seconds => after(SystemTime::UNIX_EPOCH, seconds(number()?)?)?,
            Self::Milliseconds => after(SystemTime::UNIX_EPOCH, seconds(number()? / 1000.0)?)?,
            Self::SecondsFromNow => return after(received, seconds(number()?)?),
            Self::Date => date(text)?,
        };
        // The clock of the server may differ from the one of the client.
        match sent_at(headers) {
            Some(sent) => after(received, reset.duration_since(sent).unwrap_or_default()),
            None => Some(reset),
        }
    }
}

/// Returns when a response was sent, by the clock of the server.
pub(crate) fn sent_at(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(header::DATE)?.to_str().ok()?).ok()
}

/// Returns a number of seconds, or `None` for one that is negative or not finite.
pub(crate) fn seconds(number: f64) -> Option<Duration> {
    match Duration::try_from_secs_f64(number) {
        Ok(duration) => Some(duration),
        // A number that is too large for a duration is a wait without end.
        Err(_) => (number.is_finite() && number > 0.0).then_some(Duration::MAX),
    }
}

/// Returns the time after a duration, or `None` if it is later than the year 9999, which no date of HTTP can be.
fn after(start: SystemTime, duration: Duration) -> Option<SystemTime> {
    let time = start.checked_add(duration)?;
    let end = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(253_402_300_799))?;
    (time <= end).then_some(time)
}

/// Reads a date of HTTP, or one of RFC 3339, such as `2026-11-28T09:00:00Z`.
fn date(text: &str) -> Option<SystemTime> {
    if let Ok(date) = httpdate::parse_http_date(text) {
        return Some(date);
    }
    let (day, time) = text.split_once(['T', 't', ' '])?;
    let zone = time.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = time.split_at_checked(zone)?;
    let day: Vec<u64> = day.splitn(3, '-').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [year, month, day] = day.try_into().ok()?;
    let (hour_and_minute, second) = time.rsplit_once(':')?;
    let second = seconds(second.parse().ok()?).filter(|second| second.as_secs() <= 60)?;
    let days = days_since_epoch(year, month, day)?;
    // The numbers are small: the year has four digits.
    let start = Duration::from_secs(days * 86_400 + seconds_of_day(hour_and_minute)?).checked_add(second)?;
    let offset = |text: &str| seconds_of_day(text).map(Duration::from_secs);
    let since_epoch = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => Some(start),
        ("+", zone) => start.checked_sub(offset(zone)?),
        ("-", zone) => start.checked_add(offset(zone)?),
        _ => None,
    };
    after(SystemTime::UNIX_EPOCH, since_epoch?)
}

/// Returns the seconds of an hour and a minute, such as `09:30`.
fn seconds_of_day(text: &str) -> Option<u64> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then(|| hour * 3600 + minute * 60)
}

/// Returns the number of days from the epoch to a day of the Gregorian calendar.
fn days_since_epoch(year: u64, month: u64, day: u64) -> Option<u64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1970..=9999).contains(&year) || !(1..=days).contains(&day) {
        return None;
    }
    // A year starts in March here, so that the leap day is the last day of a year.
    let year = if month > 2 { year } else { year - 1 };
    let month = (month + 9) % 12;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    // The number for 1970-01-01.
    days.checked_sub(719_469)
}
