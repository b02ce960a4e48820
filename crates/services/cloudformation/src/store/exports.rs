//! Exports: what stacks let others draw on, and who does. Both stand in the heads of stacks.
//!
//! Invariant: an export that a stack draws on, or is about to, neither goes nor changes; a stack says what it
//! draws on before it looks at it.

use kernel::Place;
use storage::Transaction;

use super::Stacks;
use super::keys::Scope;
use super::records::{self, Source};
use crate::engine::names::{StackId, StackName};
use crate::engine::stack::{ExportRefusal, Stack, StackStatus, StoreError};

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) stack_id: StackId,
}

/// An export that other stacks draw on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InUse {
    pub(crate) name: String,
    pub(crate) by: Vec<StackName>,
}

impl InUse {
    /// Why a stack that has it cannot go, as AWS words it.
    pub(crate) fn refusal(&self) -> String {
        let refusal = ExportRefusal::DeletedInUse { name: self.name.clone(), by: self.by.clone() };
        format!("Delete canceled. {refusal}")
    }
}

impl Stacks {
    /// The exports of all stacks of `place` that are not going, by name.
    pub(crate) fn list_exports(&self, place: &Place) -> Result<Vec<Export>, StoreError> {
        let mut exports = Vec::new();
        for stack in self.heads(Some(place))? {
            if matches!(stack.status, StackStatus::DeleteComplete | StackStatus::DeleteInProgress) {
                continue;
            }
            for output in &stack.outputs {
                let export = output.export_name.clone().map(|name| Export {
                    name,
                    value: output.value.clone(),
                    stack_id: stack.id.clone(),
                });
                exports.extend(export);
            }
        }
        exports.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(exports)
    }

    /// The stacks of `place` that draw on the export `name`.
    pub(crate) fn importers(&self, place: &Place, name: &str) -> Result<Vec<StackName>, StoreError> {
        Ok(drawing(&self.heads(Some(place))?, name))
    }
}

fn drawing(heads: &[Stack], name: &str) -> Vec<StackName> {
    let live = heads.iter().filter(|head| head.status != StackStatus::DeleteComplete);
    live.filter(|head| head.imports().any(|import| import == name)).map(|head| head.name.clone()).collect()
}

/// The heads of the other stacks of the stack's place.
fn others(tx: &Transaction, stack: &Stack) -> Result<Vec<Stack>, StoreError> {
    let mut heads = records::heads(&Source::Transaction(tx), &Scope::place(&stack.place).head())?;
    heads.retain(|head| head.id != stack.id && head.status != StackStatus::DeleteComplete);
    Ok(heads)
}

/// The first export of `stack` that another stack draws on.
pub(super) fn in_use(tx: &Transaction, stack: &Stack) -> Result<Option<InUse>, StoreError> {
    let names: Vec<&String> = stack.outputs.iter().filter_map(|output| output.export_name.as_ref()).collect();
    if names.is_empty() {
        return Ok(None);
    }
    let others = others(tx, stack)?;
    let in_use = names.into_iter().map(|name| InUse { name: name.clone(), by: drawing(&others, name) });
    Ok(in_use.into_iter().find(|in_use| !in_use.by.is_empty()))
}

/// Why `stack` may not have the outputs it has now instead of those that are kept.
pub(super) fn refusal(tx: &Transaction, stack: &Stack) -> Result<Option<ExportRefusal>, StoreError> {
    let kept = Scope::stack(&stack.id).map(|scope| tx.get(&scope.head())).transpose()?.flatten();
    let kept = kept.map(|head| records::head(&head)).transpose()?;
    let exports = |stack: &Stack| -> Vec<(String, String)> {
        let outputs = stack.outputs.iter();
        outputs.filter_map(|output| Some((output.export_name.clone()?, output.value.clone()))).collect()
    };
    let (old, new) = (kept.as_ref().map(exports).unwrap_or_default(), exports(stack));
    if old == new {
        return Ok(None);
    }
    let others = others(tx, stack)?;
    for (name, _) in &new {
        let has = |other: &&Stack| exports(other).iter().any(|(each, _)| each == name);
        if let Some(other) = others.iter().find(has) {
            return Ok(Some(ExportRefusal::Taken { name: name.clone(), by: other.name.clone() }));
        }
    }
    for (name, value) in old {
        let by = drawing(&others, &name);
        match new.iter().find(|(each, _)| *each == name) {
            _ if by.is_empty() => {}
            None => return Ok(Some(ExportRefusal::DeletedInUse { name, by })),
            Some((_, now)) if *now != value => return Ok(Some(ExportRefusal::ChangedInUse { name, by })),
            Some(_) => {}
        }
    }
    Ok(None)
}
