//! One row as a JSON object.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Number, Value};

/// What must be known of the columns to write their values.
pub(super) struct Columns(Vec<Option<Timestamp>>);

/// A column of times.
#[derive(Clone, Copy)]
struct Timestamp {
    /// How many of its units are a microsecond, times 1000: 1 for nanoseconds.
    nanoseconds: i64,
    is_utc: bool,
}

impl Columns {
    /// The columns of a schema.
    pub(super) fn of(schema: &Type) -> Self {
        let columns = schema.get_fields().iter().map(|column| match column.get_basic_info().logical_type_ref()? {
            LogicalType::Timestamp(time) => Some(Timestamp {
                nanoseconds: match time.unit {
                    TimeUnit::MILLIS => 1_000_000,
                    TimeUnit::MICROS => 1000,
                    TimeUnit::NANOS => 1,
                },
                is_utc: time.is_adjusted_to_u_t_c,
            }),
            _ => None,
        });
        Self(columns.collect())
    }

    /// A row as an object on one line. Times are written as dates, numbers that JSON has not as null, bytes as text.
    pub(super) fn to_json(&self, row: &Row) -> String {
        let mut json = String::from("{");
        for (at, (name, field)) in row.get_column_iter().enumerate() {
            if at > 0 {
                json.push(',');
            }
            let value = match (self.0.get(at).copied().flatten(), field) {
                (Some(time), field) => time.to_json(field),
                (None, field) => to_json(field),
            };
            json.push_str(&Value::from(name.as_str()).to_string());
            json.push(':');
            json.push_str(&value.to_string());
        }
        json.push('}');
        json
    }
}

impl Timestamp {
    fn to_json(self, field: &Field) -> Value {
        let instant = match field {
            // The unit and zone are known to the column only.
            Field::Long(value) => {
                Field::TimestampMicros((i128::from(*value) * i128::from(self.nanoseconds) / 1000) as i64)
            }
            field => field.clone(),
        };
        let Value::String(text) = to_json(&instant) else {
            return Value::Null;
        };
        Value::from(text.strip_suffix(" +00:00").filter(|_| !self.is_utc).unwrap_or(&text))
    }
}

fn to_json(field: &Field) -> Value {
    let float = |value: f64| Number::from_f64(value).map_or(Value::Null, Value::Number);
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => Value::from(*value),
        Field::Byte(value) => Value::from(*value),
        Field::Short(value) => Value::from(*value),
        Field::Int(value) => Value::from(*value),
        Field::Long(value) => Value::from(*value),
        Field::UByte(value) => Value::from(*value),
        Field::UShort(value) => Value::from(*value),
        Field::UInt(value) => Value::from(*value),
        Field::ULong(value) => Value::from(*value),
        Field::Float16(value) => float(value.to_f64()),
        Field::Float(value) => float(f64::from(*value)),
        Field::Double(value) => float(*value),
        Field::Str(text) => Value::from(text.as_str()),
        // Texts of older writers do not say that they are texts.
        Field::Bytes(bytes) => Value::from(String::from_utf8_lossy(bytes.data())),
        Field::Group(row) => row.get_column_iter().map(|(name, field)| (name.clone(), to_json(field))).collect(),
        Field::ListInternal(list) => list.elements().iter().map(to_json).collect(),
        Field::MapInternal(map) => map.entries().iter().map(|(key, value)| (text(key), to_json(value))).collect(),
        Field::Decimal(_)
        | Field::Date(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::TimestampMillis(_)
        | Field::TimestampMicros(_) => Value::from(field.to_string()),
    }
}

fn text(key: &Field) -> String {
    match to_json(key) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
