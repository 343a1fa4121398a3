//! An object with more members than any table has places.

use super::*;

object! {
    /// Seventy members: more than two tuples hold.
    #[derive(Debug, PartialEq)]
    pub struct Wide: Deserialize + Serialize {
        optional m0: i64 = "m0",
        optional m1: i64 = "m1",
        optional m2: i64 = "m2",
        optional m3: i64 = "m3",
        optional m4: i64 = "m4",
        optional m5: i64 = "m5",
        optional m6: i64 = "m6",
        optional m7: i64 = "m7",
        optional m8: i64 = "m8",
        optional m9: i64 = "m9",
        optional m10: i64 = "m10",
        optional m11: i64 = "m11",
        optional m12: i64 = "m12",
        optional m13: i64 = "m13",
        optional m14: i64 = "m14",
        optional m15: i64 = "m15",
        optional m16: i64 = "m16",
        optional m17: i64 = "m17",
        optional m18: i64 = "m18",
        optional m19: i64 = "m19",
        optional m20: i64 = "m20",
        optional m21: i64 = "m21",
        optional m22: i64 = "m22",
        optional m23: i64 = "m23",
        optional m24: i64 = "m24",
        optional m25: i64 = "m25",
        optional m26: i64 = "m26",
        optional m27: i64 = "m27",
        optional m28: i64 = "m28",
        optional m29: i64 = "m29",
        optional m30: i64 = "m30",
        optional m31: i64 = "m31",
        optional m32: i64 = "m32",
        optional m33: i64 = "m33",
        optional m34: i64 = "m34",
        optional m35: i64 = "m35",
        optional m36: i64 = "m36",
        optional m37: i64 = "m37",
        optional m38: i64 = "m38",
        optional m39: i64 = "m39",
        optional m40: i64 = "m40",
        optional m41: i64 = "m41",
        optional m42: i64 = "m42",
        optional m43: i64 = "m43",
        optional m44: i64 = "m44",
        optional m45: i64 = "m45",
        optional m46: i64 = "m46",
        optional m47: i64 = "m47",
        optional m48: i64 = "m48",
        optional m49: i64 = "m49",
        optional m50: i64 = "m50",
        optional m51: i64 = "m51",
        optional m52: i64 = "m52",
        optional m53: i64 = "m53",
        optional m54: i64 = "m54",
        optional m55: i64 = "m55",
        optional m56: i64 = "m56",
        optional m57: i64 = "m57",
        optional m58: i64 = "m58",
        optional m59: i64 = "m59",
        optional m60: i64 = "m60",
        optional m61: i64 = "m61",
        optional m62: i64 = "m62",
        optional m63: i64 = "m63",
        optional m64: i64 = "m64",
        optional m65: i64 = "m65",
        optional m66: i64 = "m66",
        optional m67: i64 = "m67",
        optional m68: i64 = "m68",
        required last: i64 = "last",
    } and {
        pub additional_properties: BTreeMap<String, Json>,
    }
}

#[test]
fn any_number_of_members_is_read_and_written() {
    let mut object = serde_json::Map::new();
    for index in 0..69 {
        object.insert(format!("m{index}"), json!(index));
    }
    object.insert("last".to_owned(), json!(69));
    object.insert("more".to_owned(), json!({"a": 1}));
    let value = Json::Object(object);
    let wide: Wide = from_value(value.clone()).expect("it can be read");
    assert_eq!(
        (wide.m0, wide.m31, wide.m32, wide.m63, wide.m64, wide.last),
        (Some(0), Some(31), Some(32), Some(63), Some(64), 69)
    );
    assert_eq!(to_value(&wide).expect("it can be written"), value);
    // From the last to the first.
    let mut text = String::from(r#"{"last":69"#);
    for index in (0..69).rev() {
        _ = write!(text, r#","m{index}":{index}"#);
    }
    text.push_str(r#","more":{"a":1}}"#);
    assert_eq!(from_str::<Wide>(&text).expect("it can be read"), wide);
    assert_eq!(Wide::MEMBERS.len(), 70);
    assert_eq!((Wide::MEMBERS[0], Wide::MEMBERS[69]), ("m0", "last"));
}
