//! Random numbers from a seed, or from the bytes of a fuzzer. The same input gives the same numbers on every machine.

/// A source of random numbers.
#[derive(Clone, Debug)]
pub struct Random<'b> {
    state: u64,
    /// The bytes that the next numbers are made from. Afterwards, the numbers depend on the state.
    bytes: &'b [u8],
}

impl Random<'static> {
    /// Creates a source for one document of a run.
    pub fn new(seed: u64, document: u64) -> Self {
        Self { state: mix(seed) ^ mix(document.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15)), bytes: &[] }
    }
}

impl<'b> Random<'b> {
    /// Creates a source of the numbers in some bytes. A fuzzer that changes a byte changes one decision.
    pub fn from_bytes(bytes: &'b [u8]) -> Self {
        let state = bytes.iter().fold(0, |state, byte| mix(state ^ u64::from(*byte)));
        Self { state, bytes }
    }

    /// Returns a number below `limit`, or 0 if `limit` is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let number = match self.bytes {
            [first, second, rest @ ..] => {
                self.bytes = rest;
                u64::from(u16::from_le_bytes([*first, *second]))
            }
            _ => {
                self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                mix(self.state)
            }
        };
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        usize::try_from(number.checked_rem(limit).unwrap_or_default()).unwrap_or_default()
    }

    /// Returns `true` once in `of` times.
    pub fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// Returns one of some values. `None` if there are none.
    pub fn pick<'v, T>(&mut self, values: &'v [T]) -> Option<&'v T> {
        values.get(self.below(values.len()))
    }
}

/// The output function of SplitMix64.
fn mix(value: u64) -> u64 {
    let mixed = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_depend_on_the_input_alone() {
        let numbers = |mut random: Random| -> Vec<usize> { (0..20).map(|_| random.below(1000)).collect() };
        assert_eq!(numbers(Random::new(1, 2)), numbers(Random::new(1, 2)));
        assert_ne!(numbers(Random::new(1, 2)), numbers(Random::new(1, 3)));
        assert_ne!(numbers(Random::new(1, 2)), numbers(Random::new(2, 2)));
        assert_eq!(numbers(Random::from_bytes(&[7, 0, 1, 1]))[..2], [7, 257]);
        assert_eq!(Random::new(1, 1).below(0), 0);
    }
}
