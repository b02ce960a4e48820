//! Reads the text of Hive's types: `map<string,struct<a:int,b:array<decimal(10,2)>>>`. Blanks between are skipped,
//! keywords are taken in any case.

use super::{DEPTH_MAX, Field, HiveType};

/// The whole of `text` as a type, else where it stopped and why.
pub(super) fn hive_type(text: &str) -> Result<HiveType, (usize, &'static str)> {
    let mut reader = Reader { text, at: 0 };
    let kind = reader.kind(0)?;
    reader.blanks();
    if reader.at < text.len() { Err((reader.at, "nothing may follow the type")) } else { Ok(kind) }
}

struct Reader<'a> {
    text: &'a str,
    /// On a boundary between characters.
    at: usize,
}

type Read<T> = Result<T, (usize, &'static str)>;

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// What comes before one of `ends`, without the blanks around.
    fn until(&mut self, ends: &[char]) -> &'a str {
        let rest = self.rest();
        let length = rest.find(ends).unwrap_or(rest.len());
        self.at += length;
        rest[..length].trim()
    }

    /// Whether `mark` comes next; if so it is taken.
    fn take(&mut self, mark: char) -> bool {
        self.blanks();
        let there = self.rest().starts_with(mark);
        self.at += if there { mark.len_utf8() } else { 0 };
        there
    }

    fn expect(&mut self, mark: char, problem: &'static str) -> Read<()> {
        if self.take(mark) { Ok(()) } else { Err((self.at, problem)) }
    }

    fn number(&mut self, range: std::ops::RangeInclusive<u32>, problem: &'static str) -> Read<u32> {
        let start = self.at;
        let number = self.until(&[',', ')']).parse().ok();
        number.filter(|number| range.contains(number)).ok_or((start, problem))
    }

    fn kind(&mut self, depth: usize) -> Read<HiveType> {
        if depth > DEPTH_MAX {
            return Err((self.at, "types nest too deep"));
        }
        self.blanks();
        let start = self.at;
        let word = self.until(&['<', '>', '(', ')', ',', ':']).to_ascii_lowercase();
        Ok(match word.as_str() {
            "boolean" => HiveType::Boolean,
            "tinyint" => HiveType::TinyInt,
            "smallint" => HiveType::SmallInt,
            "int" | "integer" => HiveType::Int,
            "bigint" => HiveType::BigInt,
            "float" => HiveType::Float,
            "double" => HiveType::Double,
            "string" => HiveType::String,
            "date" => HiveType::Date,
            "timestamp" => HiveType::Timestamp,
            "binary" => HiveType::Binary,
            "decimal" => self.decimal()?,
            "varchar" => HiveType::Varchar(self.length(1..=65_535)?),
            "char" => HiveType::Char(self.length(1..=255)?),
            "array" => {
                self.expect('<', "`array` takes `<type>`")?;
                let element = self.kind(depth + 1)?;
                self.expect('>', "`>` is missing")?;
                HiveType::Array(Box::new(element))
            }
            "map" => self.map(depth)?,
            "struct" => self.structure(depth)?,
            "" => return Err((start, "a type is missing")),
            _ => return Err((start, "this is no type of Hive's")),
        })
    }

    fn length(&mut self, range: std::ops::RangeInclusive<u32>) -> Read<u32> {
        self.expect('(', "a length is missing, as in `varchar(20)`")?;
        let length = self.number(range, "this is no length")?;
        self.expect(')', "`)` is missing")?;
        Ok(length)
    }

    fn decimal(&mut self) -> Read<HiveType> {
        if !self.take('(') {
            return Ok(HiveType::Decimal { precision: 10, scale: 0 });
        }
        let precision = self.number(1..=38, "precision is 1 to 38")?;
        let scale =
            if self.take(',') { self.number(0..=precision, "scale is 0 to the precision")? } else { 0 };
        self.expect(')', "`)` is missing")?;
        Ok(HiveType::Decimal { precision: precision as u8, scale: scale as u8 })
    }

    fn map(&mut self, depth: usize) -> Read<HiveType> {
        self.expect('<', "`map` takes `<key,value>`")?;
        let start = self.at;
        let key = self.kind(depth + 1)?;
        if key.is_nested() {
            return Err((start, "the key of a map is no nested type"));
        }
        self.expect(',', "`,` and the type of the values are missing")?;
        let value = self.kind(depth + 1)?;
        self.expect('>', "`>` is missing")?;
        Ok(HiveType::Map(Box::new(key), Box::new(value)))
    }

    fn structure(&mut self, depth: usize) -> Read<HiveType> {
        self.expect('<', "`struct` takes `<name:type,…>`")?;
        let mut fields = Vec::new();
        loop {
            self.blanks();
            let start = self.at;
            let name = self.until(&[':', ',', '<', '>']).trim_matches('`');
            if name.is_empty() {
                return Err((start, "the name of a field is missing"));
            }
            self.expect(':', "`:` and the type of the field are missing")?;
            fields.push(Field { name: name.to_owned(), kind: self.kind(depth + 1)? });
            if !self.take(',') {
                break;
            }
        }
        self.expect('>', "`>` is missing")?;
        Ok(HiveType::Struct(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_read_and_stated_again() {
        let all = "boolean tinyint smallint int bigint float double decimal(10,2) string varchar(20) char(3) \
                   date timestamp binary array<int> map<string,array<double>> struct<a:int,b_c:struct<d:string>>";
        for text in all.split_whitespace() {
            assert_eq!(hive_type(text).unwrap().to_string(), text);
        }
        let loose = hive_type(" MAP < string , struct< `a b` : INTEGER, c:decimal > > ").unwrap();
        assert_eq!(loose.to_string(), "map<string,struct<a b:int,c:decimal(10,0)>>");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        assert_eq!(hive_type("array<integer"), Err((13, "`>` is missing")));
        assert_eq!(hive_type("decimal(39,1)"), Err((8, "precision is 1 to 38")));
        assert_eq!(hive_type("map<array<int>,int>"), Err((4, "the key of a map is no nested type")));
        assert_eq!(hive_type("int int"), Err((0, "this is no type of Hive's")));
        assert_eq!(hive_type(&"array<".repeat(1000)).unwrap_err().1, "types nest too deep");
        assert_eq!(hive_type("struct<>"), Err((7, "the name of a field is missing")));
    }

    #[test]
    fn rubbish_is_refused_and_what_is_taken_is_stable() {
        arbtest::arbtest(|bytes| {
            let words = ["array", "map", "struct", "<", ">", ",", ":", "int", "é", "(", ")", "decimal", "7"];
            let text: String = (0..bytes.int_in_range(0..=12)?)
                .map(|_| bytes.choose(&words).copied())
                .collect::<Result<_, _>>()?;
            if let Ok(kind) = hive_type(&text) {
                assert_eq!(hive_type(&kind.to_string()), Ok(kind));
            }
            Ok(())
        });
    }
}
