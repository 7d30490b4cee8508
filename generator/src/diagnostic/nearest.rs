//! The nearest of some names to a misspelt one.

/// Returns the closest name to a key, if one is close.
pub fn closest(key: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let lower = key.trim().to_ascii_lowercase();
    // No name is close to a key of twice its length, which is the most that the distance would be computed for.
    let names = names.filter(|name| lower.len() <= name.len().saturating_mul(2));
    let scored = names.map(|name| (distance(&lower, &name.to_ascii_lowercase()), name));
    scored
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Returns how many letters differ: added, removed, changed, or swapped with the next one. A word much longer than a
/// key of OpenAPI is close to none.
pub fn distance(one: &str, other: &str) -> usize {
    if one.chars().count() > 32 {
        return usize::MAX;
    }
    let other: Vec<char> = other.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, character) in one.chars().enumerate() {
        let mut current = vec![row.saturating_add(1)];
        for (column, wanted) in other.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column).saturating_add(usize::from(character != *wanted));
            let added = at(&current, column).saturating_add(1);
            let removed = at(&last, column.saturating_add(1)).saturating_add(1);
            let mut least = changed.min(added).min(removed);
            let neighbour = column.checked_sub(1).and_then(|column| other.get(column));
            if previous == Some(*wanted) && neighbour == Some(&character) {
                least = least.min(at(&before_last, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
        previous = Some(character);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
