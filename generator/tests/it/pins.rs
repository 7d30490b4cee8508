//! Names that a target pins.

use generator::diagnostic::render;
use generator::location::Sources;
use generator::{Session, Target};

/// The names of the types and methods of a document with these schemas and this id of its operation.
fn names(id: &str, schemas: &str, pins: &str) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    get:\n      operationId: {id}\n      \
         responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: \
         {{next: {{type: string}}}}}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    );
    std::fs::write(folder.path().join("spec.yaml"), document).unwrap();
    let file = folder.path().join("client.toml");
    std::fs::write(&file, format!("spec = \"spec.yaml\"\noutput = \"client\"\n[names]\n{pins}")).unwrap();
    let target = Target::read(&file, &mut Sources::new()).map_err(|error| error.message)?;
    let session = Session::run(&target);
    let rendered = session.diagnostics.iter().map(|found| render(found, &session.sources, false)).collect::<String>();
    let planned = session.rust.filter(|_| session.files.is_some()).ok_or(rendered.clone())?;
    let mut names: Vec<String> = planned.names.iter().map(|name| name.name.as_str().to_owned()).collect();
    names.sort();
    names.extend(rendered.lines().filter(|line| line.starts_with("warning")).map(str::to_owned));
    Ok(names)
}

/// Without pins, a new schema with a similar name renames another one, and a new id renames the types of the operation.
#[test]
fn pinned_names_do_not_depend_on_the_document() {
    let pet = "    pet-: {type: object, properties: {a: {type: string}}}\n";
    let both = format!("{pet}    pet_: {{type: object, properties: {{b: {{type: string}}}}}}\n");
    let response = "#/paths/~1pets/get/responses/200/content/application~1json/schema";
    let pins = format!(
        "\"#/components/schemas/pet-\" = \"Pet\"\n\"#/paths/~1pets/get\" = \"list_pets\"\n\"{response}\" = \"PetPage\"\n"
    );
    assert_eq!(names("listPets", pet, "").unwrap(), ["ListPetsResponse", "Pet", "list_pets"]);
    let renamed = names("allPets", &both, "").unwrap();
    assert!(renamed.contains(&"PetDash".to_owned()) && renamed.contains(&"all_pets".to_owned()), "{renamed:?}");
    let pinned = names("allPets", &both, &pins).unwrap();
    assert!(["Pet", "PetPage", "list_pets"].iter().all(|name| pinned.contains(&(*name).to_owned())), "{pinned:?}");
    assert!(!pinned.contains(&"PetDash".to_owned()), "{pinned:?}");
}

#[test]
fn a_pin_must_fit_the_document() {
    let pet = "    Pet: {type: object, properties: {a: {type: string}}}\n    Id: {type: string}\n";
    for (pin, expected) in [
        (
            "\"#/components/schemas/Pett\" = \"Pet\"",
            "warning[name-unmatched]: the document has no schema with a type at",
        ),
        ("\"#/components/schemas/Pet\" = \"pet\"", "warning[name-unmatched]: the document has no operation at"),
        ("\"#/components/schemas/Id\" = \"Id\"", "warning[name-unmatched]: the document has no schema with a type at"),
    ] {
        let found = names("listPets", pet, pin).unwrap();
        assert!(found.iter().any(|line| line.starts_with(expected)), "{pin}: {found:?}");
    }
    let response = "#/paths/~1pets/get/responses/200/content/application~1json/schema";
    for (pins, expected) in [
        ("\"#/components/schemas/Pet\" = \"String\"".to_owned(), "`String` can't be pinned: it is reserved"),
        (format!("\"#/components/schemas/Pet\" = \"A\"\n\"{response}\" = \"A\""), "`A` can't be pinned"),
        ("\"#/components/schemas/Pet\" = \"Pet Type\"".to_owned(), "`Pet Type` is not a name for an item"),
        ("\"#/components/schemas/Pet\" = \"self\"".to_owned(), "`self` is not a name for an item"),
        ("\"components\" = \"Pet\"".to_owned(), "`components` is not a reference"),
    ] {
        let found = names("listPets", pet, &pins).unwrap_err();
        assert!(found.contains(expected), "{pins}: {found}");
    }
}
