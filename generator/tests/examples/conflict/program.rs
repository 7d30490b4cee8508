//! Creates an order of nested objects. If there is such an order, prints the existing one.

use conflict::operations::CreateOrderError;
use conflict::types::{Address, Bouquet, NewOrder, Plant, Recipient};
use conflict::{AnyError, Client, Error};

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let shop = Client::builder().server(url).build()?;

    let recipient = Recipient::new("Ada", Address::new("Hill Street 1", "Bath").floor(2));
    let order = NewOrder::new("birthday", recipient, [Bouquet::new(12).into(), Plant::new("fern").into()])
        .tags(["gift", "fragile"])
        .metadata([("source", "web")])
        .card("Happy birthday!");
    match shop.create_order(&order).await {
        Ok(order) => println!("created {}", order.id),
        Err(Error::Api(error)) => match error.body() {
            CreateOrderError::Conflict(conflict) => println!("{} is the same order", conflict.existing.id),
            _ => println!("{error}"),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
