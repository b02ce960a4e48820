//! The small engine holds to what every engine must, and the suite finds engines that do not.

use athena_service::engine::sql::contract::{Statements, check};
use athena_service::engine::sql::{Answer, Failure, Query, SqlEngine};

use crate::table::{TableEngine, row};

/// Fails every query.
struct Refusing;

impl SqlEngine for Refusing {
    fn run(&self, _: Query) -> dispatch::Future<'_, Result<Answer, Failure>> {
        Box::pin(std::future::ready(Err(Failure::system(200, "refused"))))
    }
}

fn statements() -> Statements {
    let mut second = row(&["2", ""]);
    second.push(None);
    Statements {
        select: "SELECT * FROM t".into(),
        columns: [("id", "integer"), ("name", "varchar"), ("v", "decimal")]
            .map(|(name, type_name)| (name.to_owned(), type_name.to_owned()))
            .into(),
        rows: vec![row(&["1", "a \"b\", c", "1.5"]), second],
        scans: true,
        many: ("SELECT * FROM numbers 20001".into(), 20_001),
        insert: ("INSERT INTO t VALUES (3, 'new', 0.1)".into(), vec![row(&["3", "new", "0.1"])]),
        missing: "SELECT * FROM none".into(),
        endless: "SELECT * FROM endless".into(),
        context: ("AwsDataCatalog".into(), None),
    }
}

#[tokio::test]
async fn is_held_to() {
    check(&TableEngine::default(), &statements()).await.unwrap();
}

#[tokio::test]
async fn breaches_are_found() {
    assert!(check(&Refusing, &statements()).await.is_err());
    let others: [fn(&mut Statements); 4] = [
        |statements| statements.rows.truncate(1),
        |statements| statements.columns[0].1 = "bigint".into(),
        |statements| statements.many.1 -= 1,
        |statements| statements.missing = statements.select.clone(),
    ];
    for change in others {
        let mut statements = statements();
        change(&mut statements);
        let engine: &dyn SqlEngine = &TableEngine::default();
        assert!(check(engine, &statements).await.is_err());
    }
}
