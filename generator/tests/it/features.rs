//! A client compiles without warnings with each of its features alone, and without any.
//!
//! A type that only some groups need has the features of these groups. A type with too few of them, or an import of one,
//! compiles with all features and fails with one.

use std::path::Path;

use crate::support;

#[test]
fn each_feature_compiles_alone() {
    for source in ["tests/fixtures/groups", "tests/fixtures/webhook_events_by_name", "tests/public_api"] {
        let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features");
        let _ = std::fs::remove_dir_all(&workspace);
        let generated = support::write_member(&workspace, Path::new(source), "client");
        std::fs::write(workspace.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"client\"]\n")
            .unwrap();
        let manifest = std::fs::read_to_string(workspace.join("client/Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        // No code depends on a feature that enables one of reqwest, and some need libraries of the system.
        let is_of_reqwest = |enabled: &toml::Value| enabled.as_str().is_some_and(|name| name.starts_with("reqwest/"));
        let features = manifest["features"].as_table().unwrap().iter();
        let features: Vec<&String> = features
            .filter(|(_, enabled)| !enabled.as_array().unwrap().iter().any(is_of_reqwest))
            .map(|(name, _)| name)
            .collect();
        assert!(
            ["blocking", "reqwest", "tower", "tracing"]
                .iter()
                .all(|feature| features.iter().any(|name| name == feature))
        );
        let groups: Vec<&str> =
            generated.package.iter().flat_map(|it| &it.features).map(|it| it.name.as_str()).collect();
        assert!(groups.len() >= 2, "{groups:?}");
        assert!(groups.iter().all(|group| features.iter().any(|feature| feature == group)), "{features:?}");
        support::check_with(source, &workspace, &["--no-default-features"]);
        for feature in features {
            support::check_with(source, &workspace, &["--no-default-features", "--features", feature]);
        }
    }
}
