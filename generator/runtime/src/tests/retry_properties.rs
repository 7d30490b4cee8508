//! Properties of the waits between attempts and of the budget, for arbitrary values.

use std::time::Duration;

use proptest::prelude::*;

use crate::runtime::RetryPolicy;
use crate::runtime::retry::{RetryBudget, RetryCost};

fn duration() -> impl Strategy<Value = Duration> {
    prop_oneof![
        any::<u32>().prop_map(|nanos| Duration::from_nanos(nanos.into())),
        any::<u64>().prop_map(Duration::from_secs)
    ]
}

/// The tokens in a budget.
fn tokens(budget: &RetryBudget) -> u32 {
    format!("{budget:?}").chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

proptest! {
    #[test]
    fn a_wait_is_never_longer_than_its_maximum(
        base in duration(), max in duration(), attempts in any::<u32>(), random in any::<u64>()
    ) {
        let policy = RetryPolicy::new().base_delay(base).max_delay(max);
        let wait = policy.backoff(attempts, random);
        prop_assert!(wait <= max);
        // A `Duration` in nanoseconds has up to 95 bits, and a wait has 64.
        if attempts <= 1 && base < Duration::from_secs(1 << 33) {
            prop_assert!(wait <= base);
        }
    }

    #[test]
    fn a_wait_grows_with_the_attempts_and_with_the_random_number(
        attempts in 1_u32..100, random in any::<u64>(), other in any::<u64>()
    ) {
        let policy = RetryPolicy::new();
        prop_assert!(policy.backoff(attempts, random) <= policy.backoff(attempts + 1, random));
        let (low, high) = (random.min(other), random.max(other));
        prop_assert!(policy.backoff(attempts, low) <= policy.backoff(attempts, high));
    }

    #[test]
    fn a_budget_has_never_more_tokens_than_at_its_start(
        steps in proptest::collection::vec((0_u8..4, any::<bool>()), 0..600)
    ) {
        let budget = RetryBudget::new();
        let full = tokens(&budget);
        let mut expected = full;
        for (step, after_timeout) in steps {
            let (cost, price) = if after_timeout { (RetryCost::AFTER_TIMEOUT, 10) } else { (RetryCost::NORMAL, 5) };
            match step {
                0 => {
                    budget.refund(None);
                    expected = full.min(expected + 1);
                }
                1 => {
                    budget.refund(Some(cost));
                    expected = full.min(expected + price);
                }
                _ => {
                    prop_assert_eq!(budget.take(cost), expected >= price);
                    expected = if expected >= price { expected - price } else { expected };
                }
            }
            prop_assert_eq!(tokens(&budget), expected);
        }
    }
}
