//! Objects and texts made of every combination of what is put into them.

use serde_json::{Map, Value};

use super::{Machine, Made, Scope, Stop};
use crate::formats::partition::syntax::{Expr, Format, Piece};
use crate::formats::partition::{operators, texts};

impl Machine {
    pub(super) fn object(
        &self,
        members: &[(Expr, Expr)],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let mut objects = vec![Map::new()];
        for (key, value) in members {
            let keys = self.all(key, input, scope)?;
            let values = self.all(value, input, scope)?;
            if let ([Value::String(key)], 1, [object]) = (&keys[..], values.len(), &mut objects[..]) {
                object.extend(values.into_iter().map(|value| (key.clone(), value)));
                continue;
            }
            let mut more = Vec::new();
            for object in &objects {
                for key in &keys {
                    let Value::String(key) = key else {
                        return Err(Stop::error(format!(
                            "object keys are strings, not {}",
                            operators::kind(key)
                        )));
                    };
                    for value in &values {
                        self.spend(1 + object.values().map(operators::weight).sum::<usize>())?;
                        let mut object = object.clone();
                        object.insert(key.clone(), self.copy(value)?);
                        more.push(object);
                    }
                }
            }
            objects = more;
        }
        out.extend(objects.into_iter().map(Value::Object));
        Ok(())
    }

    pub(super) fn text(
        &self,
        format: Format,
        pieces: &[Piece],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let mut made = vec![String::new()];
        for piece in pieces {
            match piece {
                Piece::Literal(literal) => made.iter_mut().for_each(|text| text.push_str(literal)),
                Piece::Inserted(inner) => {
                    let mut inserted = Vec::new();
                    for value in self.all(inner, input, scope)? {
                        self.spend(operators::weight(&value))?;
                        inserted.push(texts::formatted(format, &value)?);
                    }
                    let mut more = Vec::new();
                    for end in &inserted {
                        for text in &made {
                            self.spend(1 + (text.len() + end.len()) / 16)?;
                            more.push(format!("{text}{end}"));
                        }
                    }
                    made = more;
                }
            }
        }
        out.extend(made.into_iter().map(Value::String));
        Ok(())
    }
}
