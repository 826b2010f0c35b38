//! Lists: filters, order and pages, the same for all that can be listed.

use super::asked::{Asked, Bad};
use crate::catalog::Provider;
use crate::date::Timestamp;
use crate::money::Currency;

/// Entries of a page, unless asked otherwise, and at most.
const PER_PAGE: usize = 10;
const PER_PAGE_MAX: usize = 100;

/// What a list is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    page: usize,
    per_page: usize,
    oldest_first: bool,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    statuses: Vec<String>,
    provider: Option<Provider>,
    currency: Option<Currency>,
}

/// What an entry can be chosen by. What an entry does not have, no filter can find.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marks {
    pub created: Timestamp,
    pub status: Option<&'static str>,
    pub provider: Option<Provider>,
    pub currency: Option<Currency>,
}

impl Marks {
    /// Of an entry that has nothing but a time.
    pub const fn at(created: Timestamp) -> Self {
        Self { created, status: None, provider: None, currency: None }
    }
}

/// One page, and how many there are.
#[derive(Clone, PartialEq, Eq, Debug)]
#[expect(clippy::struct_field_names, reason = "per_page is Mangopay's word")]
pub struct Page<T> {
    pub entries: Vec<T>,
    pub number: usize,
    pub per_page: usize,
    pub pages: usize,
    pub items: usize,
}

impl Wanted {
    pub fn read(asked: &Asked<'_>) -> Result<Self, Bad> {
        Ok(Self {
            // Official tests ask for page 0.
            page: number(asked, "page")?.unwrap_or(1).max(1),
            per_page: per_page(asked)?,
            oldest_first: oldest_first(asked)?,
            after: moment(asked, "AfterDate")?,
            before: moment(asked, "BeforeDate")?,
            statuses: asked
                .get("Status")
                .map(|list| list.split(',').map(|status| status.trim().to_uppercase()).collect())
                .unwrap_or_default(),
            provider: asked
                .get("ExternalProviderName")
                .map(|name| {
                    Provider::parse(name).ok_or_else(|| {
                        Bad::new(
                            "ExternalProviderName",
                            format!("Echo does not support the provider {name}."),
                        )
                    })
                })
                .transpose()?,
            currency: asked
                .get("Currency")
                .map(|code| {
                    Currency::from_code(code).ok_or_else(|| {
                        Bad::new("Currency", format!("Mangopay does not support the currency {code}."))
                    })
                })
                .transpose()?,
        })
    }

    /// Whether there is nothing to choose by.
    fn takes_all(&self) -> bool {
        self.after.is_none()
            && self.before.is_none()
            && self.statuses.is_empty()
            && self.provider.is_none()
            && self.currency.is_none()
    }

    fn chooses(&self, marks: &Marks) -> bool {
        self.after.is_none_or(|after| marks.created > after)
            && self.before.is_none_or(|before| marks.created < before)
            && (self.statuses.is_empty()
                || marks.status.is_some_and(|status| self.statuses.iter().any(|wanted| wanted == status)))
            && (self.provider.is_none() || self.provider == marks.provider)
            && (self.currency.is_none() || self.currency == marks.currency)
    }

    /// The page of these entries, which come oldest first. Only what is on the page is looked at closely.
    pub fn page<T>(
        &self,
        entries: impl DoubleEndedIterator<Item = T>,
        marks: impl Fn(&T) -> Marks,
    ) -> Page<T> {
        let skipped = self.page.saturating_sub(1).saturating_mul(self.per_page);
        let (least, most) = entries.size_hint();
        // Where there is nothing to choose by, a page costs the same in a large world as in a small one.
        if self.takes_all() && most == Some(least) {
            let of_page = |entries: &mut dyn Iterator<Item = T>| -> Vec<T> {
                entries.skip(skipped).take(self.per_page).collect()
            };
            let mut entries = entries;
            let entries = if self.oldest_first { of_page(&mut entries) } else { of_page(&mut entries.rev()) };
            return self.page_of(entries, least);
        }
        let mut chosen: Vec<T> = entries.filter(|entry| self.chooses(&marks(entry))).collect();
        if !self.oldest_first {
            chosen.reverse();
        }
        let items = chosen.len();
        self.page_of(chosen.into_iter().skip(skipped).take(self.per_page).collect(), items)
    }

    fn page_of<T>(&self, entries: Vec<T>, items: usize) -> Page<T> {
        Page {
            entries,
            number: self.page,
            per_page: self.per_page,
            pages: items.div_ceil(self.per_page),
            items,
        }
    }
}

impl<T> Page<T> {
    /// The headers that go with it; `address` is the list's own, without a query.
    pub fn headers(&self, address: &str, asked: &Asked<'_>) -> Vec<(String, String)> {
        let mut others = String::new();
        for (name, value) in asked.pairs() {
            if !name.eq_ignore_ascii_case("page") && !name.eq_ignore_ascii_case("per_page") {
                others.extend(["&", &encoded(name), "=", &encoded(value)]);
            }
        }
        let to = |page: usize, relation| {
            format!("<{address}?page={page}&per_page={}{others}>; rel=\"{relation}\"", self.per_page)
        };
        let mut links = vec![to(1, "first")];
        if self.number > 1 {
            links.push(to(self.number.saturating_sub(1).min(self.pages.max(1)), "prev"));
        }
        if self.number < self.pages {
            links.push(to(self.number.saturating_add(1), "next"));
        }
        links.push(to(self.pages.max(1), "last"));
        vec![
            ("X-Number-Of-Pages".to_owned(), self.pages.to_string()),
            ("X-Number-Of-Items".to_owned(), self.items.to_string()),
            ("Link".to_owned(), links.join(", ")),
        ]
    }
}

fn number(asked: &Asked<'_>, name: &'static str) -> Result<Option<usize>, Bad> {
    asked
        .get(name)
        .map(|text| {
            text.parse().map_err(|_| Bad::new(name, format!("{name} must be a whole number, not {text}.")))
        })
        .transpose()
}

fn per_page(asked: &Asked<'_>) -> Result<usize, Bad> {
    match number(asked, "per_page")?.unwrap_or(PER_PAGE) {
        entries @ 1..=PER_PAGE_MAX => Ok(entries),
        entries => {
            Err(Bad::new("per_page", format!("per_page is {entries}; it goes from 1 to {PER_PAGE_MAX}.")))
        }
    }
}

fn oldest_first(asked: &Asked<'_>) -> Result<bool, Bad> {
    let Some(sort) = asked.get("Sort") else { return Ok(false) };
    match sort.to_uppercase().as_str() {
        "CREATIONDATE:ASC" => Ok(true),
        "CREATIONDATE:DESC" => Ok(false),
        _ => Err(Bad::new("Sort", format!("Sort is CreationDate:ASC or CreationDate:DESC, not {sort}."))),
    }
}

fn moment(asked: &Asked<'_>, name: &'static str) -> Result<Option<Timestamp>, Bad> {
    asked
        .get(name)
        .map(|text| {
            text.parse()
                .map_err(|_| Bad::new(name, format!("{name} must be a moment in Unix seconds, not {text}.")))
        })
        .transpose()
}

/// For a query: everything but letters, digits and a few marks as `%XX`.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(query: &str) -> Result<Page<i64>, Bad> {
        let wanted = Wanted::read(&Asked::read(query))?;
        Ok(wanted.page(1..=25, |entry| Marks {
            status: Some(if entry % 2 == 0 { "CAPTURED" } else { "REFUNDED" }),
            ..Marks::at(*entry)
        }))
    }

    #[test]
    fn a_list_comes_in_pages_of_ten_the_newest_first() {
        let first = page("").unwrap();
        assert_eq!((first.entries.first(), first.entries.last()), (Some(&25), Some(&16)));
        assert_eq!((first.pages, first.items), (3, 25));
        assert_eq!(page("page=3&Sort=CreationDate:ASC").unwrap().entries, [21, 22, 23, 24, 25]);
        assert_eq!(page("page=0").unwrap(), first);
        assert!(page("page=9").unwrap().entries.is_empty());
    }

    #[test]
    fn filters_take_away_and_names_have_any_case() {
        assert_eq!(page("afterdate=20&BEFOREDATE=24").unwrap().entries, [23, 22, 21]);
        assert_eq!(page("Status=captured&per_page=2").unwrap().entries, [24, 22]);
        assert_eq!(page("Status=CAPTURED,REFUNDED").unwrap().items, 25);
        assert_eq!(
            page("Currency=EUR").unwrap().items,
            0,
            "an entry without a currency has no such currency"
        );
    }

    #[test]
    fn the_links_keep_the_filters() {
        let asked = Asked::read("Status=CAPTURED&page=2&per_page=5");
        let page = Wanted::read(&asked)
            .unwrap()
            .page(0..12, |entry: &i64| Marks { status: Some("CAPTURED"), ..Marks::at(*entry) });
        let headers = page.headers("http://here/list", &asked);
        assert_eq!(headers[0], ("X-Number-Of-Pages".to_owned(), "3".to_owned()));
        assert_eq!(headers[1], ("X-Number-Of-Items".to_owned(), "12".to_owned()));
        assert!(headers[2].1.contains("<http://here/list?page=3&per_page=5&Status=CAPTURED>; rel=\"next\""));
        assert!(headers[2].1.contains("page=1&per_page=5&Status=CAPTURED>; rel=\"prev\""));
    }

    #[test]
    fn what_cannot_be_asked_is_named() {
        for (query, field) in [
            ("page=two", "page"),
            ("per_page=0", "per_page"),
            ("per_page=101", "per_page"),
            ("Sort=Amount:ASC", "Sort"),
            ("AfterDate=yesterday", "AfterDate"),
            ("ExternalProviderName=Nobody", "ExternalProviderName"),
            ("Currency=XXX", "Currency"),
        ] {
            assert_eq!(page(query).unwrap_err().field, field, "{query}");
        }
    }
}
