//! What the stand-in answers, to the word.

use std::path::Path;

use http_body_util::BodyExt;

use super::*;

const TOKEN: &str = "a-token";
const DATA: &str = "/cdo-web/api/v2/data?datasetid=GHCND&startdate=2021-10-01&enddate=2021-10-03";

fn archive() -> Archive {
    Archive::of_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/observations.ndjson")).unwrap()
}

fn standin(limits: Limits) -> Standin {
    Standin::new(archive(), TOKEN.to_owned(), limits)
}

/// Status and body of the answer to a request for `target`.
fn ask(standin: &Standin, target: &str, token: Option<&str>, accept: &str, now: Instant) -> (u16, String) {
    let mut request = Request::get(target).header(ACCEPT, accept);
    if let Some(token) = token {
        request = request.header("token", token);
    }
    let answer = standin.answer(&request.body(()).unwrap(), now);
    let status = answer.status().as_u16();
    let body = finish(answer.into_body().collect()).unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn finish<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// The answer to a request for `path` and query, which is a good one.
fn good(target: &str) -> Value {
    let standin = standin(Limits::default());
    let (status, body) = ask(&standin, target, Some(TOKEN), "*/*", Instant::now());
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

/// What is told of a bad parameter.
fn told(target: &str) -> String {
    let standin = standin(Limits::default());
    let (status, body) = ask(&standin, target, Some(TOKEN), "application/json", Instant::now());
    assert_eq!(status, 400, "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (&body["statusCode"], &body["userMessage"]),
        (&json!("400"), &json!("There was an error with the request."))
    );
    body["developerMessage"].as_str().unwrap().to_owned()
}

#[test]
fn a_token_is_asked_for() {
    let (standin, now) = (standin(Limits::default()), Instant::now());
    assert_eq!(
        ask(&standin, DATA, None, "*/*", now),
        (400, r#"{"status" : "400", "message" : "Token parameter is required."}"#.to_owned())
    );
    assert_eq!(
        ask(&standin, DATA, Some("other"), "*/*", now),
        (400, r#"{"status" : "400", "message" : "The token parameter provided is not valid."}"#.to_owned())
    );
    assert_eq!(ask(&standin, DATA, Some(TOKEN), "*/*", now).0, 200);
}

#[test]
fn a_token_has_five_requests_a_second_and_ten_thousand_a_day() {
    let (standin, start) = (standin(Limits::default()), Instant::now());
    let at = |millis| start + Duration::from_millis(millis);
    let status = |now| ask(&standin, DATA, Some(TOKEN), "*/*", now);
    for number in 0..5 {
        assert_eq!(status(at(number * 10)).0, 200);
    }
    assert_eq!(
        status(at(999)),
        (
            429,
            r#"{"status" : "429", "message" : "This token has reached its temporary request limit of 5 per second."}"#
                .to_owned()
        )
    );
    assert_eq!(status(at(1000)).0, 200, "the first is a second ago");
    assert_eq!(status(at(1001)).0, 429);

    let daily = Standin::new(archive(), TOKEN.to_owned(), Limits { per_second: 5, per_day: 3 });
    let status = |seconds| {
        ask(&daily, "/cdo-web/api/v2/datasets", Some(TOKEN), "*/*", start + Duration::from_secs(seconds))
    };
    assert_eq!([status(0).0, status(40_000).0, status(80_000).0], [200; 3]);
    let (code, body) = status(86_399);
    assert!(code == 429 && body.contains("temporary request limit of 3 per day."), "{body}");
    assert_eq!(status(86_400).0, 200, "another day");
}

#[test]
fn results_come_in_pages_counted_from_one() {
    let all = good(&format!("{DATA}&limit=1000"));
    assert_eq!(all["metadata"], json!({"resultset": {"offset": 1, "count": 40, "limit": 1000}}));
    let all = all["results"].as_array().unwrap();
    assert_eq!(all.len(), 40);
    assert_eq!(good(DATA)["results"].as_array().unwrap()[..], all[..25], "25 where no limit is given");
    let last = good(&format!("{DATA}&limit=30&offset=31"));
    assert_eq!(last["metadata"], json!({"resultset": {"offset": 31, "count": 40, "limit": 30}}));
    assert_eq!(last["results"].as_array().unwrap()[..], all[30..]);
    assert_eq!(good(&format!("{DATA}&offset=41")), json!({}));
    let bare = good(&format!("{DATA}&includemetadata=false&limit=1"));
    assert_eq!(bare, json!({"results": all[..1]}));
}

#[test]
fn data_are_filtered_and_in_the_units_asked_for() {
    let of = |more: &str| {
        let found = good(&format!("{DATA}&limit=1000&{more}"));
        found["results"].as_array().cloned().unwrap_or_default()
    };
    let one = "stationid=GHCND:USC00180700&startdate=2021-10-03&datatypeid=PRCP&datatypeid=TMAX";
    let one = format!("/cdo-web/api/v2/data?datasetid=GHCND&enddate=2021-10-03&{one}");
    assert_eq!(
        good(&format!("{one}&includemetadata=false")),
        json!({"results": [
            {"date": "2021-10-03T00:00:00", "datatype": "PRCP", "station": "GHCND:USC00180700", "attributes": ",,7,0800", "value": 38},
            {"date": "2021-10-03T00:00:00", "datatype": "TMAX", "station": "GHCND:USC00180700", "attributes": ",,7,0800", "value": 276},
        ]})
    );
    let values = |units: &str| {
        let found = good(&format!("{one}&units={units}"));
        [found["results"][0]["value"].clone(), found["results"][1]["value"].clone()]
    };
    assert_eq!(values("metric"), [json!(3.8), json!(27.6)]);
    assert_eq!(values("standard"), [json!(0.15), json!(82)]);
    assert_eq!(of("locationid=FIPS:24").len(), 40);
    assert_eq!(of("locationid=FIPS%3A24&locationid=FIPS:US").len(), 40);
    assert_eq!(of("locationid=FIPS:11"), [] as [Value; 0]);
    assert_eq!(of("datatypeid=TMIN").len(), 7);
    let sorted = of("sortfield=value&sortorder=desc&datatypeid=TMAX");
    assert!(sorted[0]["value"].as_i64() > sorted[7]["value"].as_i64());
    let unknown = DATA.replace("GHCND", "NOTHING");
    assert_eq!(good(&unknown), json!({}), "a dataset that is not there is nothing found");
}

#[test]
fn wrong_parameters_are_told() {
    assert_eq!(told("/cdo-web/api/v2/data"), "Data requests require exactly one datasetid.");
    assert_eq!(told(&format!("{DATA}&datasetid=GSOM")), "Data requests require exactly one datasetid.");
    let data = "/cdo-web/api/v2/data?datasetid=GHCND";
    assert_eq!(told(data), "Required parameter 'startdate' is missing.");
    assert_eq!(told(&format!("{data}&startdate=2021-10-01")), "Required parameter 'enddate' is missing.");
    assert_eq!(
        told(&format!("{data}&startdate=03-10-2021&enddate=2021-10-01")),
        "Start date is required and must be in ISO format."
    );
    assert_eq!(
        told(&format!("{data}&startdate=2021-10-01&enddate=soon")),
        "End date is required and must be in ISO format."
    );
    let range = |start: &str, end: &str| format!("{data}&startdate={start}&enddate={end}");
    assert_eq!(told(&range("2020-03-10", "2021-04-01")), "The date range must be less than 1 year.");
    good(&range("2020-03-10", "2021-03-31"));
    good(&range("2021-10-01T00:00:00", "2021-10-01T23:59:59"));
    assert_eq!(told(&format!("{DATA}&limit=1001")), "Limit may not exceed 1000.");
    for more in ["limit=x", "offset=-1", "units=feet", "sortorder=up", "sortfield=colour"] {
        assert!(told(&format!("{DATA}&{more}")).starts_with("Parameter '"), "{more}");
    }
    assert!(told("/cdo-web/api/v2/stations?extent=1,2,3").starts_with("Parameter 'extent'"));
    let standin = standin(Limits::default());
    let (status, body) = ask(&standin, data, Some(TOKEN), "*/*", Instant::now());
    assert_eq!(
        (status, body.as_str()),
        (
            400,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><response><statusCode>400</statusCode>\
             <userMessage>There was an error with the request.</userMessage>\
             <developerMessage>Required parameter 'startdate' is missing.</developerMessage></response>"
        )
    );
}

#[test]
fn collections_and_their_single_things() {
    let stations = good("/cdo-web/api/v2/stations?locationid=FIPS:24&limit=1000");
    assert_eq!(stations["metadata"]["resultset"]["count"], 6);
    let daily = good("/cdo-web/api/v2/stations?datasetid=GHCND&sortfield=name&sortorder=desc");
    assert_eq!(
        (&daily["metadata"]["resultset"]["count"], &daily["results"][0]["name"]),
        (&json!(5), &json!("OLNEY 1.0 SE, MD US"))
    );
    assert_eq!(
        good("/cdo-web/api/v2/stations/GHCND:US1MDPG0002"),
        json!({"mindate": "2004-07-24", "maxdate": "2021-12-31", "latitude": 39.1047, "name": "LAUREL 0.9 NNE, MD US",
               "datacoverage": 0.97, "id": "GHCND:US1MDPG0002", "longitude": -76.8403})
    );
    assert_eq!(good("/cdo-web/api/v2/stations/GHCND:NOTHING"), json!({}));
    let names = |kind: &str| {
        let found = good(&format!("/cdo-web/api/v2/{kind}"));
        let results = found["results"].as_array().cloned().unwrap_or_default();
        results.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("datasets"), ["GHCND"]);
    assert_eq!(names("datasets?startdate=2022-01-01"), [] as [String; 0]);
    assert_eq!(names("datatypes?datacategoryid=TEMP"), ["TMAX", "TMIN"]);
    assert_eq!(names("locations?locationcategoryid=ST"), ["FIPS:24"]);
    assert_eq!(names("stations?extent=39.1,-77.1,39.2,-76.8"), ["GHCND:US1MDPG0002", "GHCND:US1MDPG0013"]);
    assert_eq!(names("stations?stationid=COOP:180705&startdate=2000-01-01"), [] as [String; 0]);
    let standin = standin(Limits::default());
    assert_eq!(ask(&standin, "/cdo-web/api/v2/teapots", Some(TOKEN), "*/*", Instant::now()).0, 404);
    assert_eq!(ask(&standin, "/", Some(TOKEN), "*/*", Instant::now()).0, 404);
}
