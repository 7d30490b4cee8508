//! The places of diagnostics, computed in one pass over each file.

use std::collections::BTreeMap;

use super::Diagnostic;
use crate::location::{FileId, Place, Pointer, Sources, locate_all};

/// The places of some diagnostics, by index.
pub(super) struct Places(Vec<Option<Place>>);

/// The index of a diagnostic, its pointer, and the occurrence of a duplicate key.
type Wanted<'d> = (usize, (&'d Pointer, usize));

impl Places {
    /// Locates each diagnostic in its file.
    pub(super) fn of(diagnostics: &[&Diagnostic], sources: &Sources) -> Self {
        let mut places = vec![None; diagnostics.len()];
        let mut by_file: BTreeMap<FileId, Vec<Wanted<'_>>> = BTreeMap::new();
        for (place, (index, diagnostic)) in places.iter_mut().zip(diagnostics.iter().enumerate()) {
            let Some(origin) = &diagnostic.origin else { continue };
            match diagnostic.position {
                Some(position) => *place = Some(Place::of(sources.text(origin.file), position)),
                None => {
                    by_file.entry(origin.file).or_default().push((index, (&origin.pointer, diagnostic.occurrence)));
                }
            }
        }
        for (file, wanted) in by_file {
            let (indices, wanted): (Vec<usize>, Vec<(&Pointer, usize)>) = wanted.into_iter().unzip();
            for (index, found) in indices.into_iter().zip(locate_all(sources.text(file), &wanted)) {
                if let Some(place) = places.get_mut(index) {
                    *place = found;
                }
            }
        }
        Self(places)
    }

    /// Returns the place of a diagnostic.
    pub(super) fn get(&self, index: usize) -> Option<Place> {
        self.0.get(index).copied().flatten()
    }
}
