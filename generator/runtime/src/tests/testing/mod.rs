//! The transport for tests of a client's users, and recordings.

mod mock;
mod operations;
mod record;
