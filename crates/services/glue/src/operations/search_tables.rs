//! `SearchTables`.

use dispatch::{Call, Handle};
use glue_api::{
    Comparator, PropertyPredicate, SearchTables, SearchTablesInput, SearchTablesOutput, Sort, SortCriterion,
};
use kernel::Timestamp;
use wire::Fault;

use super::{own_catalog, text_of, token};
use crate::Glue;
use crate::engine::{EngineError, Search, StoredTable, Term, property, time};
use crate::errors::invalid;
use crate::limits::{SEARCH_PAGE_MAX, SORTED_TABLES_MAX};

impl Handle<SearchTables> for Glue {
    async fn handle(&self, call: &Call, input: SearchTablesInput) -> Result<SearchTablesOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let skipped =
            text_of(input.next_token.as_deref())?.map(|text| text.parse().map_err(|_| EngineError::BadToken));
        let skipped: usize = skipped.transpose()?.unwrap_or(0);
        let terms = input.filters.unwrap_or_default().into_iter().map(term).collect::<Result<_, _>>()?;
        let limit = input.max_results.map_or(SEARCH_PAGE_MAX, |limit| limit as usize);
        let end = skipped.saturating_add(limit);
        let criteria = input.sort_criteria.unwrap_or_default();
        // Unless they are to be sorted, the first of them are the page.
        let most = if criteria.is_empty() { end.saturating_add(1) } else { SORTED_TABLES_MAX + 1 };
        let search = Search { terms, text: input.search_text };
        let mut found = self.engine.search(&call.place, &search, most)?;
        if !criteria.is_empty() && found.len() > SORTED_TABLES_MAX {
            return Err(invalid(format!(
                "More than {SORTED_TABLES_MAX} tables are found; ask for fewer to sort them."
            )));
        }
        // The last criterion first: a sort keeps the order of what it finds equal.
        for criterion in criteria.iter().rev() {
            sort(&mut found, criterion);
        }
        let next_token = (end < found.len()).then(|| token(end.to_string().as_bytes()));
        let page = found.into_iter().skip(skipped).take(limit);
        Ok(SearchTablesOutput {
            next_token,
            table_list: Some(page.map(|table| table.show(&call.place)).collect()),
        })
    }
}

/// What a filter asks for: times are compared, everything else is matched by its words.
fn term(filter: PropertyPredicate) -> Result<Term, Fault> {
    let (Some(key), Some(value)) = (filter.key, filter.value) else {
        return Err(invalid("Filters need a Key and a Value."));
    };
    if !TIMES.iter().any(|time| key.eq_ignore_ascii_case(time)) {
        return Ok(Term::Word { key, value });
    }
    let wrong = || invalid(format!("{value} is not a time: give seconds since 1970."));
    let seconds: f64 = value.parse().map_err(|_| wrong())?;
    let allowed = match filter.comparator.unwrap_or(Comparator::Equals) {
        Comparator::Equals => [false, true, false],
        Comparator::GreaterThan => [false, false, true],
        Comparator::LessThan => [true, false, false],
        Comparator::GreaterThanEquals => [false, true, true],
        Comparator::LessThanEquals => [true, true, false],
    };
    Ok(Term::Time { key, allowed, than: Timestamp::from_seconds(seconds) })
}

/// The properties that are times.
const TIMES: [&str; 4] = ["CreateTime", "UpdateTime", "LastAccessTime", "LastAnalyzedTime"];

fn sort(found: &mut [StoredTable], criterion: &SortCriterion) {
    let key = criterion.field_name.as_deref().unwrap_or("Name");
    let order = |one: &StoredTable, other: &StoredTable| {
        let times = time(one, key).cmp(&time(other, key));
        times.then_with(|| property(one, key).cmp(&property(other, key)))
    };
    match criterion.sort.unwrap_or(Sort::Asc) {
        Sort::Asc => found.sort_by(order),
        Sort::Desc => found.sort_by(|one, other| order(other, one)),
    }
}
