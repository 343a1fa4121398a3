//! The data set: 10,000 rows, the same in every run, with the odd values that real services hold.
//!
//! In: nothing but the row's number. Out: [`Row`]s. Instants are counted in microseconds here, because the far future
//! that some services use for "never" is beyond what common date-time types hold. JSON is not here: `reply.rs` makes it.

use jiff::SignedDuration;
use jiff::civil::DateTime;
use uuid::Uuid;

/// The number of rows.
pub(crate) const ROWS: usize = 10_000;

/// The customer whose entitlements are listed. The column `customer` names the part of it that uses a row.
pub(crate) const CUSTOMER: Uuid = Uuid::from_u128(0x0c05_70e1_0000_4000_8000_0000_0000_0001);

/// `9999-12-31T23:59:59Z`: what one row says for "never expires".
pub(crate) const NEVER: i64 = 253_402_300_799_000_000;

/// `2023-01-01T00:00:00Z`, in microseconds: no other instant is earlier.
pub(crate) const EPOCH: i64 = 1_672_531_200_000_000;

/// A minute in microseconds.
pub(crate) const MINUTE: i64 = 60_000_000;

const NAMES: [&str; 8] = [
    "Seats",
    "API calls",
    "Storage (GB)",
    "R&D = 50% + tax #1",
    "Größe \"XL\"",
    "数量/月",
    "Support, priority",
    "emoji 🎉; semi",
];
const TYPES: [&str; 3] = ["Feature", "Quantity", "Credits"];
const UNITS: [&str; 4] = ["seat", "call", "GB", "credit"];

/// An entitlement of the customer: the eight columns that can be filtered, then what else is shown of it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its place in the data set, from 0: the order of an unsorted list.
    pub(crate) number: usize,
    /// The assignment; none when the entitlement comes with a plan.
    pub(crate) id: Option<Uuid>,
    /// The entitlement, different in each row.
    pub(crate) entitlement: Uuid,
    /// The part of the customer that uses it, one of four.
    pub(crate) customer: Option<Uuid>,
    /// The contract, one of forty.
    pub(crate) contract_id: Option<Uuid>,
    /// Microseconds since 1970, UTC.
    pub(crate) created_at: Option<i64>,
    /// Microseconds since 1970, UTC.
    pub(crate) active_from: Option<i64>,
    /// A multiple of a quarter, so that sums and comparisons are exact.
    pub(crate) quantity: Option<f64>,
    /// A multiple of a quarter.
    pub(crate) quantity_used: Option<f64>,

    /// The entitlement's name: a word in many scripts, and the row's number.
    pub(crate) name: String,
    /// A description.
    pub(crate) description: Option<String>,
    /// `Feature`, `Quantity` or `Credits`.
    pub(crate) entitlement_type: Option<&'static str>,
    /// The unit.
    pub(crate) units: Option<&'static str>,
    /// Whether it is active.
    pub(crate) is_active: Option<bool>,
    /// The product.
    pub(crate) product_id: Option<Uuid>,
    /// How many of it have expired.
    pub(crate) expired: Option<f64>,
}

/// All rows, in order.
pub(crate) fn rows() -> Vec<Row> {
    (0..ROWS).map(row).collect()
}

fn row(number: usize) -> Row {
    let mut dice = Dice(number as u64);
    Row {
        number,
        id: dice.unless(7).map(|_| dice.uuid()),
        entitlement: dice.uuid(),
        customer: dice.unless(50).map(|side| part_of_customer(side % 4)),
        contract_id: dice.unless(3).map(|side| contract(side % 40)),
        created_at: if number == 4_321 {
            Some(NEVER)
        } else {
            dice.unless(97).map(|side| dice.instant(side))
        },
        active_from: dice.unless(5).map(|side| dice.instant(side)),
        quantity: dice.unless(67).map(|side| quarters(side % 4_000)),
        quantity_used: dice.unless(11).map(|side| quarters(side % 2_000)),
        name: format!("{} {number:05}", pick(&NAMES, dice.roll())),
        description: dice.unless(4).map(|_| format!("Row {number} of {ROWS}.")),
        entitlement_type: dice.unless(9).map(|side| pick(&TYPES, side)),
        units: dice.unless(6).map(|side| pick(&UNITS, side)),
        is_active: dice.unless(8).map(|side| side % 3 > 0),
        product_id: dice.unless(5).map(|_| dice.uuid()),
        expired: dice.unless(2).map(|side| quarters(side % 40)),
    }
}

/// One of the four parts of the customer.
pub(crate) fn part_of_customer(number: u64) -> Uuid {
    Uuid::from_u64_pair(0x0c05_70e1_0000_4001, 0x8000_0000_0000_0000 + number)
}

/// One of the forty contracts.
pub(crate) fn contract(number: u64) -> Uuid {
    Uuid::from_u64_pair(0xc027_2ac7_0000_4000, 0x8000_0000_0000_0000 + number)
}

/// An instant as text without offset: `2023-01-01T00:00:00.5`.
pub(crate) fn civil(micros: i64) -> DateTime {
    DateTime::constant(1970, 1, 1, 0, 0, 0, 0).saturating_add(SignedDuration::from_micros(micros))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the numbers are below ten thousand"
)]
fn quarters(number: u64) -> f64 {
    number as f64 / 4.0
}

fn pick<T: Copy>(sides: &[T], side: u64) -> T {
    let length = sides.len() as u64;
    sides[usize::try_from(side % length).expect("it is below the length of a list")]
}

/// Numbers that look random and are the same everywhere: splitmix64, seeded with the row's number.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Nothing in one of `sides` cases, else another number.
    fn unless(&mut self, sides: u64) -> Option<u64> {
        let missing = self.roll().is_multiple_of(sides);
        let side = self.roll();
        (!missing).then_some(side)
    }

    fn uuid(&mut self) -> Uuid {
        let bytes = Uuid::from_u64_pair(self.roll(), self.roll()).into_bytes();
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// A minute of 2023 to 2025, in one of three rows with a fraction of a second.
    fn instant(&mut self, side: u64) -> i64 {
        let minutes = i64::try_from(side % (3 * 365 * 24 * 60)).expect("three years of minutes");
        let fraction = match self.roll() % 6 {
            0 => 123_456,
            1 => 500_000,
            _ => 0,
        };
        EPOCH + minutes * MINUTE + fraction
    }
}
