//! A client for the LaunchDarkly REST API.
