//! Reads or writes a page of JSON several times: `json decode|encode structs|shuffled|unions TIMES`. The types are those of a
//! generated client, or the same types with derived serde.

use std::hint::black_box;

#[cfg(feature = "ours")]
mod page {
    pub type Page = client::types::Page;

    pub fn decode(text: &[u8]) -> Page {
        client::runtime::json::decode(text).expect("the page is valid")
    }

    pub fn encode(page: &Page) -> String {
        client::runtime::json::to_text(page).expect("the page is finite")
    }
}

#[cfg(feature = "derived")]
mod page {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub struct Page {
        items: Vec<Item>,
        #[serde(skip_serializing_if = "Option::is_none")]
        animals: Option<Vec<Animal>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    }

    #[derive(Serialize, Deserialize)]
    struct Item {
        id: String,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        count: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        ratio: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        active: Option<bool>,
        kind: Kind,
        #[serde(skip_serializing_if = "Option::is_none")]
        tags: Option<Vec<String>>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Small,
        Medium,
        Large,
        #[serde(untagged)]
        Unknown(String),
    }

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Animal {
        Cat {
            #[serde(skip_serializing_if = "Option::is_none")]
            name: Option<String>,
            meow: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            lives: Option<i64>,
        },
        Dog {
            #[serde(skip_serializing_if = "Option::is_none")]
            name: Option<String>,
            bark: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            tail: Option<f64>,
        },
        Bird {
            #[serde(skip_serializing_if = "Option::is_none")]
            name: Option<String>,
            wings: i64,
            #[serde(skip_serializing_if = "Option::is_none")]
            song: Option<String>,
        },
    }

    pub fn decode(text: &[u8]) -> Page {
        serde_json::from_slice(text).expect("the page is valid")
    }

    pub fn encode(page: &Page) -> String {
        serde_json::to_string(page).expect("the page is valid")
    }
}

/// Returns a page of structs, with their properties in the order of the schema or in a random one.
fn structs(is_shuffled: bool) -> String {
    let item = |index: usize| {
        let mut properties = [
            format!("\"id\":\"item-{index}\""),
            format!("\"name\":\"The name of item number {index}\""),
            format!("\"description\":\"A longer text that describes the item {index}, with some words.\""),
            format!("\"count\":{}", index * 37),
            format!("\"ratio\":{:?}", index as f64 / 7.0),
            format!("\"active\":{}", index % 2 == 0),
            format!("\"kind\":\"{}\"", ["small", "medium", "large"][index % 3]),
            "\"tags\":[\"a\",\"bc\",\"def\"]".to_owned(),
        ];
        if is_shuffled {
            let mut state = index as u64 * 2_654_435_761 + 12_345;
            for last in (1..properties.len()).rev() {
                // xorshift64
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                properties.swap(last, (state % (last as u64 + 1)) as usize);
            }
        }
        format!("{{{}}}", properties.join(","))
    };
    format!("{{\"items\":[{}]}}", (0..400).map(item).collect::<Vec<_>>().join(","))
}

/// Returns a page of unions.
fn unions() -> String {
    let animal = |index: usize| match index % 3 {
        0 => format!("{{\"name\":\"Tom {index}\",\"meow\":\"miaow\",\"lives\":9}}"),
        1 => format!("{{\"name\":\"Rex {index}\",\"bark\":\"woof\",\"tail\":1.5}}"),
        _ => format!("{{\"name\":\"Robin {index}\",\"wings\":2,\"song\":\"tweet\"}}"),
    };
    format!("{{\"items\":[],\"animals\":[{}]}}", (0..800).map(animal).collect::<Vec<_>>().join(","))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, shape, times] = arguments.as_slice() else { panic!("three arguments are needed") };
    let text = match shape.as_str() {
        "structs" => structs(false),
        "shuffled" => structs(true),
        "unions" => unions(),
        other => panic!("`{other}` is not a shape"),
    };
    let page = page::decode(text.as_bytes());
    for _ in 0..times.parse().expect("a number") {
        match work.as_str() {
            "decode" => drop(black_box(page::decode(black_box(text.as_bytes())))),
            "encode" => drop(black_box(page::encode(black_box(&page)))),
            other => panic!("`{other}` is not a kind of work"),
        }
    }
}
