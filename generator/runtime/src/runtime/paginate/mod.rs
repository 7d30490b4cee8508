//! Pagination: the items of all pages of a list, as one stream.

mod link;

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use self::link::next_link;
use super::encode::percent::encode;
use super::encode::query::Pair;
use super::encode::style::primitive;
use super::exclusive::Exclusive;
use super::json::{Failed, Json, Reader, Tree, decode_with};
use super::request::{RequestBuilder, Target};
use super::response::decode;
use super::send::{SendError, send};
use super::{BoxFuture, Error, Operation, RawResponse, RequestError, RequestErrorKind};

/// How an operation is paginated.
#[derive(Clone, Copy, Debug)]
pub struct Pagination {
    /// A JSON Pointer (RFC 6901) to the array of items in a page.
    pub items: &'static str,
    /// How the next page is requested.
    pub next: NextPage,
    /// A JSON Pointer to a boolean in a page that says whether there is a next page.
    ///
    /// Without it, the first page without items is the last one.
    pub has_more: Option<&'static str>,
}

/// How the next page is requested.
#[derive(Clone, Copy, Debug)]
pub enum NextPage {
    /// With a cursor from the page.
    Cursor {
        /// The query parameter for the cursor.
        parameter: &'static str,
        /// A JSON Pointer to the cursor in the page.
        pointer: &'static str,
    },
    /// With a cursor from the last item of the page.
    LastItem {
        /// The query parameter for the cursor.
        parameter: &'static str,
        /// A JSON Pointer to the cursor in the item.
        pointer: &'static str,
    },
    /// With the number of items before the page.
    Offset {
        /// The query parameter for the offset.
        parameter: &'static str,
    },
    /// With the number of the page.
    PageNumber {
        /// The query parameter for the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
    },
    /// With the URL of the header `Link` with the relation `next` (RFC 8288).
    LinkHeader,
    /// With a URL from the page.
    LinkInBody {
        /// A JSON Pointer to the URL in the page.
        pointer: &'static str,
    },
}

/// A [`Stream`] of the items of all pages.
///
/// Each page is requested when the items of the page before it have been returned. The stream ends after an error. A page whose
/// cursor or link is that of an earlier page is the last one: its items are followed by an error of the kind
/// [`RepeatedPage`](RequestErrorKind::RepeatedPage), unless it is empty.
#[must_use = "a paginator does nothing unless it is polled"]
pub struct Paginator<O, T> {
    pagination: Pagination,
    /// The request for the next page, or `None` while a page is received and after the last page.
    request: Option<RequestBuilder>,
    /// The first request, which is cloned for the other pages.
    template: Option<RequestBuilder>,
    response: Option<Exclusive<BoxFuture<'static, Result<RawResponse, SendError>>>>,
    /// The URL of the latest page, if it came from a link.
    target: Option<Target>,
    /// The items of the latest page that have not been returned.
    buffered: VecDeque<T>,
    item_count: u64,
    page_count: u64,
    /// The cursors and links of the pages that were requested.
    requested: BTreeSet<String>,
    /// Whether the latest page has the cursor or the link of an earlier one, which would be requested without end.
    is_repeated: bool,
    operation: PhantomData<fn() -> O>,
}

/// A decoded page.
struct Page<T> {
    items: Vec<T>,
    /// The cursor or the URL of the next page, if the page has it.
    cursor: Option<String>,
    /// Whether there is a next page, if the page says so.
    has_more: Option<bool>,
}

#[allow(dead_code, reason = "an API may have no paginated operations")]
impl<O: Operation, T: Json + Unpin> Paginator<O, T> {
    pub(crate) fn new(request: O, pagination: Pagination) -> Self {
        let request = request.into_builder();
        Self {
            pagination,
            template: request.try_clone(),
            request: Some(request),
            response: None,
            target: None,
            buffered: VecDeque::new(),
            item_count: 0,
            page_count: 0,
            requested: BTreeSet::new(),
            is_repeated: false,
            operation: PhantomData,
        }
    }

    /// Returns the next item, or `None` after the last item and after an error.
    pub async fn next(&mut self) -> Option<Result<T, Error<O::Error>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Buffers the items of a page, and builds the request for the next page.
    fn receive(&mut self, response: RawResponse) -> Result<(), Error<O::Error>> {
        if !O::is_page(response.status().as_u16(), response.media_type()) {
            // Any other success has no items, and is the last page.
            return decode::<O>(response).map(|_| ());
        }
        let headers = response.headers().clone();
        if response.parts().target.is_some() {
            self.target.clone_from(&response.parts().target);
        }
        let pagination = self.pagination;
        let page: Page<T> =
            response.read_with(&mut |body| decode_with(body, &mut |from| read_page(from, pagination)))?;
        // A page of a filtered list may be empty and have a cursor or a link. Only those that count items end there.
        let counts_items = matches!(
            pagination.next,
            NextPage::Offset { .. } | NextPage::PageNumber { .. } | NextPage::LastItem { .. }
        );
        let is_empty = page.items.is_empty();
        let is_last = !page.has_more.unwrap_or(!(is_empty && counts_items));
        self.item_count = self.item_count.saturating_add(u64::try_from(page.items.len()).unwrap_or(u64::MAX));
        self.page_count = self.page_count.saturating_add(1);
        self.buffered.extend(page.items);
        if is_last {
            return Ok(());
        }
        let next = page.cursor.filter(|next| !next.is_empty());
        let next = if matches!(pagination.next, NextPage::LinkHeader) { next_link(&headers) } else { next };
        if next.as_ref().is_some_and(|next| !self.requested.insert(next.clone())) {
            // Some services end a list with an empty page that has the cursor of the request.
            self.is_repeated = !is_empty;
            return Ok(());
        }
        let next = self.next_request(next);
        self.request = next.map_err(|kind| Error::Request(RequestError::new(O::ID, kind)))?;
        Ok(())
    }

    /// Returns the request for the next page, or `None` if there is no next page.
    fn next_request(&self, next: Option<String>) -> Result<Option<RequestBuilder>, RequestErrorKind> {
        let initial = |parameter| self.template.as_ref().and_then(|request| request.query.number(parameter));
        let (parameter, value) = match self.pagination.next {
            NextPage::Cursor { parameter, .. } | NextPage::LastItem { parameter, .. } => (parameter, next),
            NextPage::Offset { parameter } => {
                let first = initial(parameter).unwrap_or(0);
                (parameter, Some(first.saturating_add(self.item_count).to_string()))
            }
            NextPage::PageNumber { parameter, first } => {
                let first = initial(parameter).unwrap_or(first);
                (parameter, Some(first.saturating_add(self.page_count).to_string()))
            }
            NextPage::LinkHeader | NextPage::LinkInBody { .. } => {
                let Some(link) = next else { return Ok(None) };
                let mut request = self.clone_template()?;
                request.target.clone_from(&self.target);
                request.follow_link(&link)?;
                return Ok(Some(request));
            }
        };
        let Some(value) = value else { return Ok(None) };
        let mut request = self.clone_template()?;
        request.query.set(parameter, vec![Pair::new(encode(parameter), encode(&value))]);
        Ok(Some(request))
    }

    fn clone_template(&self) -> Result<RequestBuilder, RequestErrorKind> {
        let clone = self.template.as_ref().and_then(RequestBuilder::try_clone);
        clone.ok_or_else(|| RequestErrorKind::Body {
            reason: "a stream cannot be sent for more than one page".to_owned(),
        })
    }
}

/// Reads the items and the cursor of a page.
fn read_page<T: Json>(from: &mut Reader<'_>, pagination: Pagination) -> Result<Page<T>, Failed> {
    let page = from.mark();
    let list = from.locate(page, pagination.items);
    let items = match list {
        Some(list) => {
            from.return_to(list);
            Option::<Vec<T>>::read(from)?.unwrap_or_default()
        }
        None => Vec::new(),
    };
    let cursor = match pagination.next {
        NextPage::Cursor { pointer, .. } | NextPage::LinkInBody { pointer } => from.locate(page, pointer),
        NextPage::LastItem { pointer, .. } => {
            let last = list.and_then(|list| from.locate_last(list));
            last.and_then(|last| from.locate(last, pointer))
        }
        NextPage::Offset { .. } | NextPage::PageNumber { .. } | NextPage::LinkHeader => None,
    };
    let cursor = cursor.and_then(|cursor| {
        from.return_to(cursor);
        primitive(&from.tree().ok()?).ok().map(Cow::into_owned)
    });
    let has_more = pagination.has_more.and_then(|pointer| from.locate(page, pointer)).map(|has_more| {
        from.return_to(has_more);
        from.tree().is_ok_and(|value| value == Tree::Bool(true))
    });
    Ok(Page { items, cursor, has_more })
}

impl<O: Operation, T: Json + Unpin> Stream for Paginator<O, T> {
    type Item = Result<T, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let paginator = &mut *self;
        loop {
            if let Some(item) = paginator.buffered.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(response) = &mut paginator.response {
                let response = ready!(response.get_mut().as_mut().poll(context));
                paginator.response = None;
                if let Err(error) = response.map_err(Error::from).and_then(|response| paginator.receive(response)) {
                    paginator.buffered.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            }
            match paginator.request.take() {
                Some(request) => {
                    paginator.target.clone_from(&request.target);
                    paginator.response = Some(Exclusive::new(send(request)));
                }
                None if std::mem::take(&mut paginator.is_repeated) => {
                    let error = RequestError::new(O::ID, RequestErrorKind::RepeatedPage);
                    return Poll::Ready(Some(Err(Error::Request(error))));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O, T> fmt::Debug for Paginator<O, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Paginator").field("pagination", &self.pagination).finish_non_exhaustive()
    }
}
