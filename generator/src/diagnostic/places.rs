//! Where diagnostics point to: those of a file are found in one walk through it.

use std::collections::BTreeMap;

use super::Diagnostic;
use crate::location::{FileId, Place, Pointer, Sources, locate_all};

/// The places of some diagnostics, in their order.
pub(super) struct Places(Vec<Option<Place>>);

/// A pointer and the number that tells equal keys apart, behind the index of the diagnostic.
type Wanted<'d> = (usize, (&'d Pointer, usize));

impl Places {
    /// Finds them.
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

    /// The place of a diagnostic by its index.
    pub(super) fn get(&self, index: usize) -> Option<Place> {
        self.0.get(index).copied().flatten()
    }
}
