//! Files: tokens to text, and text to the output folder.

pub mod format;
