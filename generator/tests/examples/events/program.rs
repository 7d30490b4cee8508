//! Translates a text at once, then again as a stream of fragments.

use events::types::{Language, Request};
use events::{AnyError, Client};

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let translator = Client::builder().server(url).build()?;

    let request = Request::new("Bore da", Language::En);
    let translation = translator.translate(&request).await?;
    println!("{}", translation.text);

    let mut events = translator.translate(&request).events().await?;
    while let Some(event) = events.next().await {
        print!("{}", event?.data.text);
    }
    println!();
    Ok(())
}
