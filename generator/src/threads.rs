//! Work on all processors. The results do not depend on the number of threads.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle, available_parallelism, scope};

/// The size of the stack of a thread, in bytes. Types may be nested deeply, and a page that is not used takes no memory.
pub(crate) const STACK: usize = 1 << 30;

/// Returns the results of `work` for some items, in their order. A thread takes the next item when it has done its last one,
/// since items differ in size.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done: Vec<(usize, R)> = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    let mut done = scope(|scope| {
        let count = available_parallelism().map_or(1, usize::from).min(items.len());
        // This thread works too. It does the work of those that can't be started.
        let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, run).ok();
        let others: Vec<ScopedJoinHandle<'_, Vec<(usize, R)>>> = (1..count).filter_map(start).collect();
        let mut done = run();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn the_results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        assert_eq!(map(&items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(map(&[] as &[usize], |item| *item), Vec::<usize>::new());
    }
}
