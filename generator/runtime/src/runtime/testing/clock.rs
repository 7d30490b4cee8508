//! Virtual time: a wait takes no real time, and a timeout expires if a response stalls.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime};

use crate::runtime::BoxFuture;

/// When virtual time starts, in seconds since the epoch: 2026-01-01T00:00:00Z.
const START: u64 = 1_767_225_600;

/// The clock and the timers of a transport. Its clones are the same clock.
#[derive(Clone, Default)]
pub(super) struct VirtualClock {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    elapsed: Duration,
    waits: Vec<Duration>,
    /// The number of responses that stall.
    stalled: usize,
    timers: Vec<TimerState>,
    next_timer: u64,
    random: u64,
}

struct TimerState {
    id: u64,
    /// When the timer expires, in virtual time.
    deadline: Duration,
    waker: Option<Waker>,
}

impl VirtualClock {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn now(&self) -> SystemTime {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(START);
        start.checked_add(self.elapsed()).unwrap_or(start)
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.lock().elapsed
    }

    pub(super) fn waits(&self) -> Vec<Duration> {
        self.lock().waits.clone()
    }

    /// Returns a number that differs from the ones before, and that is the same in each run of a test (SplitMix64).
    pub(super) fn random(&self) -> u64 {
        let mut state = self.lock();
        state.random = state.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state.random ^ (state.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Waits: the clock advances at once.
    pub(super) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move {
            let mut state = clock.lock();
            state.waits.push(duration);
            state.elapsed = state.elapsed.saturating_add(duration);
        })
    }

    /// Starts the timer of a timeout.
    pub(super) fn timeout(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut state = self.lock();
        let id = state.next_timer;
        state.next_timer = id.wrapping_add(1);
        let deadline = state.elapsed.saturating_add(duration);
        state.timers.push(TimerState { id, deadline, waker: None });
        Box::pin(Timer { clock: self.clone(), id, deadline })
    }

    /// Says that a response stalls, until the returned value is dropped.
    pub(super) fn stall(&self) -> Stall {
        let mut state = self.lock();
        state.stalled = state.stalled.saturating_add(1);
        // Timers that were polled before are polled once more, since they can expire now.
        let wakers: Vec<Waker> = state.timers.iter_mut().filter_map(|timer| timer.waker.take()).collect();
        drop(state);
        wakers.iter().for_each(Waker::wake_by_ref);
        Stall { clock: self.clone() }
    }
}

/// A response that stalls.
pub(super) struct Stall {
    clock: VirtualClock,
}

impl Drop for Stall {
    fn drop(&mut self) {
        let mut state = self.clock.lock();
        state.stalled = state.stalled.saturating_sub(1);
    }
}

/// The timer of a timeout. It expires if the clock passes its deadline. While a response stalls, the clock advances to the next
/// deadline of any timer, so that no timer expires while a response is at hand.
struct Timer {
    clock: VirtualClock,
    id: u64,
    deadline: Duration,
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.clock.lock();
        if state.stalled > 0 && self.deadline > state.elapsed {
            let next =
                state.timers.iter().map(|timer| timer.deadline).filter(|deadline| *deadline > state.elapsed).min();
            state.elapsed = next.unwrap_or(self.deadline);
        }
        let elapsed = state.elapsed;
        if self.deadline <= elapsed {
            return Poll::Ready(());
        }
        let mut wakers = Vec::new();
        if state.stalled > 0 {
            // Other tasks have timers that expire now, and this one is polled after them.
            let expired = state.timers.iter_mut().filter(|timer| timer.deadline <= elapsed);
            wakers.extend(expired.filter_map(|timer| timer.waker.take()));
            wakers.push(context.waker().clone());
        } else if let Some(timer) = state.timers.iter_mut().find(|timer| timer.id == self.id) {
            timer.waker = Some(context.waker().clone());
        }
        drop(state);
        wakers.iter().for_each(Waker::wake_by_ref);
        Poll::Pending
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let id = self.id;
        self.clock.lock().timers.retain(|timer| timer.id != id);
    }
}
