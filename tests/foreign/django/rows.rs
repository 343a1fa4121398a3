//! The tickets: some hundreds, the same in every run, with the texts and gaps at which filters go wrong.
//!
//! In: nothing but the row's number. Out: [`Row`]s, and the columns of the application's table.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

/// The names of those who own tickets; their ids count from 1.
pub(crate) const PEOPLE: [&str; 4] = ["Ada", "ada Byron", "Grace", "Wybe, E."];

/// In upper and lower case, with the characters that mean something to LIKE, to lists and to URLs.
const TITLES: [&str; 12] = [
    "Alpha",
    "alpha beta",
    "ALPHABET",
    "the Alpha",
    "50% off",
    "500 off",
    "a_b",
    "axb",
    "R&D = #1 + ü?",
    r#"back\slash "quoted""#,
    "commas, here",
    "(a.c)* [x]",
];

const NOTES: [&str; 5] = ["Urgent", "urgent: call", "not URGENT", "later", "100%_sure"];

/// A ticket.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) note: Option<&'static str>,
    pub(crate) status: &'static str,
    pub(crate) priority: Option<i64>,
    /// Quarters, so that a price is the same as a decimal and as a binary number.
    pub(crate) price: f64,
    pub(crate) created_at: Timestamp,
    pub(crate) closed_at: Option<Timestamp>,
    pub(crate) due: Option<Date>,
    pub(crate) public: bool,
    pub(crate) paid: Option<bool>,
    pub(crate) reference: Uuid,
    /// The id of one of [`PEOPLE`].
    pub(crate) owner: Option<i64>,
}

impl Row {
    /// The name of the owner.
    pub(crate) fn owner_name(&self) -> Option<&'static str> {
        let id = usize::try_from(self.owner?).ok()?;
        PEOPLE.get(id.checked_sub(1)?).copied()
    }

    /// The row as the columns of the application's table.
    pub(crate) fn columns(&self) -> Value {
        json!({
            "id": self.id,
            "title": self.title,
            "note": self.note,
            "status": self.status,
            "priority": self.priority,
            "price": format!("{:.2}", self.price),
            "created_at": self.created_at.to_string(),
            "closed_at": self.closed_at.map(|at| at.to_string()),
            "due": self.due.map(|due| due.to_string()),
            "public": self.public,
            "paid": self.paid,
            "reference": self.reference.to_string(),
            "owner_id": self.owner,
        })
    }
}

/// All rows, by id.
pub(crate) fn rows() -> Vec<Row> {
    (1..=360).map(row).collect()
}

/// Counts that share no factor, so that all columns occur beside all values of the others.
fn row(id: i64) -> Row {
    let pick = |from: &[&'static str], step: i64| {
        let at = usize::try_from((id / step) % i64::try_from(from.len()).unwrap()).unwrap();
        from[at]
    };
    let unless = |every: i64| id % every != 0;
    let title = pick(&TITLES, 1);
    Row {
        id,
        // Half of the titles occur often, half once.
        title: match id % 24 {
            ..12 => title.to_owned(),
            _ => format!("{title} {id}"),
        },
        note: unless(3).then(|| pick(&NOTES, 7)),
        status: pick(&["open", "waiting", "closed"], 5),
        priority: unless(7).then_some(id % 11 - 5),
        price: f64::from(i32::try_from(id * 37 % 400).unwrap()) / 4.0,
        created_at: instant(id * 53 % 360),
        closed_at: unless(4).then(|| instant(id * 31 % 360 + 5)),
        due: (id % 5 != 2).then(|| date(id * 17 % 360)),
        public: id % 5 < 2,
        paid: unless(6).then_some(id % 4 < 2),
        reference: Uuid::from_u128(0x7ea1 << 64 | u128::try_from(id % 40).unwrap()),
        owner: unless(8).then_some(id % 4 + 1),
    }
}

/// Days and some microseconds after the first of August 2023.
pub(crate) fn instant(days: i64) -> Timestamp {
    let begin: Timestamp = "2023-08-01T22:30:00Z".parse().unwrap();
    let micros = days * 24 * 60 * 60 * 1_000_000 + (days % 3) * 250_001;
    begin + SignedDuration::from_micros(micros)
}

/// Days after the first of August 2023.
pub(crate) fn date(days: i64) -> Date {
    let begin = Date::constant(2023, 8, 1);
    begin + SignedDuration::from_hours(24 * days)
}
