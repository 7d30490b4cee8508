// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! Lists that come page by page, as a stream of their items.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::{HeaderMap, header};

use super::call::{Call, CallError};
use super::exclusive::Exclusive;
use super::json::{Json, Tree, from_slice};
use super::path::encode;
use super::style::primitive;
use super::{BodyProblem, BoxFuture, Error, Operation, Reply, Request, RequestError, ResponseError};

/// Where a page has its items, and how the next page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The array of items, as a JSON Pointer (RFC 6901) into the body.
    pub items: &'static str,
    /// How the next page is asked for.
    pub next: Next,
    /// Whether there is another page: a pointer to a boolean. Without it, a page without items is the last one.
    pub more: Option<&'static str>,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    /// By what the page says: a pointer into its body.
    Cursor {
        /// The query parameter.
        parameter: &'static str,
        /// Where the page says it.
        at: &'static str,
    },
    /// By what the last item of the page says: a pointer into that item.
    LastItem {
        /// The query parameter.
        parameter: &'static str,
        /// Where the item says it.
        at: &'static str,
    },
    /// By the number of items before it.
    Offset {
        /// The query parameter.
        parameter: &'static str,
    },
    /// By its number.
    Page {
        /// The query parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// By the header `Link` with the relation `next` (RFC 8288).
    Link,
}

/// The items of a list, page after page. The next page is asked for when the items of the one before are taken; there is
/// nothing behind an error.
#[must_use = "nothing is sent before an item is asked for"]
pub struct Items<O, T> {
    pages: Pages,
    /// The next call; nothing if there is none, or while an answer is waited for.
    call: Option<Call>,
    /// What the calls after the next one are made of.
    template: Option<Call>,
    answer: Option<Exclusive<BoxFuture<'static, Result<Reply, CallError>>>>,
    /// Where the last call led to, if the service had said so.
    target: Option<String>,
    waiting: VecDeque<T>,
    /// How many items have come.
    count: u64,
    /// How many pages have come.
    page: u64,
    operation: PhantomData<fn() -> O>,
}

#[allow(dead_code, reason = "not every API is read page by page")]
impl<O: Operation, T: Json + Unpin> Items<O, T> {
    pub(crate) fn new(request: Request<O>, pages: Pages) -> Self {
        Self {
            pages,
            template: request.call.try_clone(),
            call: Some(request.call),
            answer: None,
            target: None,
            waiting: VecDeque::new(),
            count: 0,
            page: 0,
            operation: PhantomData,
        }
    }

    /// The next item; nothing at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes the items of a page, and makes the call for the next one.
    fn take(&mut self, reply: Reply) -> Result<(), Error<O::Error>> {
        let received = reply.received;
        let response = O::decode(reply)?;
        let (status, headers, body) = (response.status(), response.headers().clone(), response.raw_body().clone());
        let wrong = |problem: BodyProblem| {
            ResponseError::new(Reply::new(status, headers.clone(), received).with_body(body.clone(), None), problem)
        };
        // Whatever else a success may be: without a body it has no items.
        let Ok(tree) = from_slice(&body) else { return Ok(()) };
        let list = pointed(&tree, self.pages.items).filter(|list| **list != Tree::Null);
        let items: Vec<T> = match list {
            Some(list) => Json::read(list).map_err(|error| wrong(BodyProblem::WrongShape(error)))?,
            None => Vec::new(),
        };
        let last = match list {
            Some(Tree::Array(items)) => items.last(),
            _ => None,
        };
        let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
        self.waiting.extend(items);
        self.count = self.count.saturating_add(count);
        self.page = self.page.saturating_add(1);
        let more = self.pages.more.and_then(|at| pointed(&tree, at));
        let is_last = match more {
            Some(more) => *more != Tree::Bool(true),
            None => count == 0,
        };
        if !is_last {
            self.call = self.next_call(&tree, last, &headers).map_err(Error::Request)?;
        }
        Ok(())
    }

    /// The call for the next page, if there is one.
    fn next_call(
        &self,
        page: &Tree<'_>,
        last: Option<&Tree<'_>>,
        headers: &HeaderMap,
    ) -> Result<Option<Call>, RequestError> {
        let (parameter, value) = match self.pages.next {
            Next::Cursor { parameter, at } => (parameter, pointed(page, at).and_then(|cursor| primitive(cursor).ok())),
            Next::LastItem { parameter, at } => {
                (parameter, last.and_then(|item| pointed(item, at)).and_then(|cursor| primitive(cursor).ok()))
            }
            Next::Offset { parameter } => {
                let begun = self.template.as_ref().and_then(|call| call.query_number(parameter)).unwrap_or(0);
                (parameter, Some(begun.saturating_add(self.count).to_string()))
            }
            Next::Page { parameter, first } => {
                let begun = self.template.as_ref().and_then(|call| call.query_number(parameter)).unwrap_or(first);
                (parameter, Some(begun.saturating_add(self.page).to_string()))
            }
            Next::Link => {
                let Some(url) = next_link(headers) else { return Ok(None) };
                let mut call = self.copy()?;
                call.target.clone_from(&self.target);
                call.lead_to(&url)?;
                return Ok(Some(call));
            }
        };
        let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
        let mut call = self.copy()?;
        call.set_query(parameter, vec![format!("{}={}", encode(parameter), encode(&value))]);
        Ok(Some(call))
    }

    fn copy(&self) -> Result<Call, RequestError> {
        let copy = self.template.as_ref().and_then(Call::try_clone);
        copy.ok_or_else(|| RequestError::Body { reason: "a stream can't be sent for each page".to_owned() })
    }
}

impl<O: Operation, T: Json + Unpin> Stream for Items<O, T> {
    type Item = Result<T, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let items = &mut *self;
        loop {
            if let Some(item) = items.waiting.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(answer) = &mut items.answer {
                let answer = ready!(answer.get_mut().as_mut().poll(context));
                items.answer = None;
                if let Err(error) = answer.map_err(Error::from).and_then(|reply| items.take(reply)) {
                    items.waiting.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            }
            match items.call.take() {
                Some(call) => {
                    items.target.clone_from(&call.target);
                    items.answer = Some(Exclusive::new(call.send()));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The part of a value that a JSON Pointer leads to.
fn pointed<'t, 'a>(tree: &'t Tree<'a>, pointer: &str) -> Option<&'t Tree<'a>> {
    let mut found = tree;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        found = match found {
            Tree::Array(items) => items.get(token.parse::<usize>().ok()?)?,
            other => other.get(&token)?,
        };
    }
    Some(found)
}

/// The target of the first link with the relation `next` (RFC 8288, section 3). One with an `anchor` is not about this page
/// (section 3.2).
fn next_link(headers: &HeaderMap) -> Option<String> {
    for value in headers.get_all(header::LINK) {
        let text = String::from_utf8_lossy(value.as_bytes());
        let mut rest = text.as_ref();
        while let Some((target, parameters, following)) = split_link(rest) {
            let parameters: Vec<(&str, &str)> = parameters.split(';').filter_map(|text| text.split_once('=')).collect();
            let find = |wanted: &str| {
                let mut named = parameters.iter().filter(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
                named.next().map(|(_, value)| value.trim().trim_matches('"'))
            };
            let mut relations = find("rel").unwrap_or_default().split_whitespace();
            if relations.any(|relation| relation.eq_ignore_ascii_case("next")) && find("anchor").is_none() {
                return Some(target.to_owned());
            }
            rest = following;
        }
    }
    None
}

/// The first link's target, its parameters, and the links after it.
fn split_link(links: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = links.split_once('<')?;
    let (target, rest) = rest.split_once('>')?;
    // The parameters of a link end where the next one begins.
    let end = rest.find(", <").or_else(|| rest.find(",<")).unwrap_or(rest.len());
    let (parameters, following) = rest.split_at_checked(end)?;
    Some((target, parameters, following))
}

impl<O, T> fmt::Debug for Items<O, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
