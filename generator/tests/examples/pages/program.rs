//! Prints the overdue loans of a branch, from all pages of the list.

use pages::types::LoanState;
use pages::{AnyError, Client, Credentials};

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let url = std::env::args().nth(1).unwrap_or_default();
    let library = Client::builder().server(url).credentials(Credentials::token("secret")).build()?;

    let mut loans = library.loans().list("north").state(LoanState::Overdue).shelves(["A", "B"]).limit(50).items();
    while let Some(loan) = loans.next().await {
        let loan = loan?;
        println!("{}, due on {}", loan.title, loan.due);
    }
    Ok(())
}
