//! `sum` that refuses what it cannot hold: DataFusion's own adds whole numbers round the end.
//!
//! Sums of bigint are kept as decimals of 38 digits, which no number of bigints overflows, and must fit when they are told.
//! So sums whose parts are too large but whose whole is not are told, where Trino refuses them. Everything else is
//! DataFusion's.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Decimal128Type, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::functions_aggregate::sum::Sum as Inner;
use datafusion::logical_expr::function::{AccumulatorArgs, AggregateFunctionSimplification, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, GroupsAccumulator, ReversedUDAF, Signature,
    StatisticsArgs,
};

use crate::error::{Error, Fact};

/// What holds sums of bigint.
const WIDE: DataType = DataType::Decimal128(38, 0);

pub fn function() -> AggregateUDF {
    AggregateUDF::new_from_impl(Sum::default())
}

#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Sum(Inner);

impl AggregateUDFImpl for Sum {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn signature(&self) -> &Signature {
        self.0.signature()
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        self.0.return_type(arguments)
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let return_field = wider(&args.return_field);
        self.0.state_fields(StateFieldsArgs { return_field, ..args })
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        whole(args, |args| self.0.accumulator(args))
    }

    fn create_sliding_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if args.is_distinct {
            return self.0.create_sliding_accumulator(args);
        }
        whole(args, |args| self.0.create_sliding_accumulator(args))
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        self.0.groups_accumulator_supported(args)
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        let is_whole = is_whole(&args);
        let inner = self.0.create_groups_accumulator(widened(args))?;
        Ok(if is_whole { Box::new(Whole(inner)) } else { inner })
    }

    fn reverse_expr(&self) -> ReversedUDAF {
        self.0.reverse_expr()
    }

    fn order_sensitivity(&self) -> datafusion::logical_expr::utils::AggregateOrderSensitivity {
        self.0.order_sensitivity()
    }

    fn simplify(&self) -> Option<AggregateFunctionSimplification> {
        self.0.simplify()
    }

    fn value_from_stats(&self, args: &StatisticsArgs<'_>) -> Option<ScalarValue> {
        self.0.value_from_stats(args)
    }
}

fn is_whole(args: &AccumulatorArgs<'_>) -> bool {
    *args.return_field.data_type() == DataType::Int64
}

/// The same field, wide where it is whole.
fn wider(field: &FieldRef) -> FieldRef {
    match field.data_type() {
        DataType::Int64 => Arc::new(Field::new(field.name(), WIDE, field.is_nullable())),
        _ => Arc::clone(field),
    }
}

fn widened(args: AccumulatorArgs<'_>) -> AccumulatorArgs<'_> {
    AccumulatorArgs { return_field: wider(&args.return_field), ..args }
}

/// What `make` makes, with whole numbers kept wide.
fn whole<'a>(
    args: AccumulatorArgs<'a>,
    make: impl FnOnce(AccumulatorArgs<'a>) -> Result<Box<dyn Accumulator>>,
) -> Result<Box<dyn Accumulator>> {
    let is_whole = is_whole(&args);
    let inner = make(widened(args))?;
    Ok(if is_whole { Box::new(Whole(inner)) } else { inner })
}

fn wide(values: &[ArrayRef]) -> Result<Vec<ArrayRef>> {
    values.iter().map(|values| Ok(cast(values, &WIDE)?)).collect()
}

fn narrow(sum: i128) -> Result<i64> {
    i64::try_from(sum).map_err(|_| {
        Error::new(Fact::NumberOutOfRange, format!("bigint addition overflow: the sum is {sum}")).into()
    })
}

/// Sums of whole numbers over something that sums wide decimals.
#[derive(Debug)]
struct Whole<A>(A);

impl Accumulator for Whole<Box<dyn Accumulator>> {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.0.update_batch(&wide(values)?)
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.0.retract_batch(&wide(values)?)
    }

    fn supports_retract_batch(&self) -> bool {
        self.0.supports_retract_batch()
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        match self.0.evaluate()? {
            ScalarValue::Decimal128(sum, ..) => Ok(ScalarValue::Int64(sum.map(narrow).transpose()?)),
            other => other.cast_to(&DataType::Int64),
        }
    }

    fn size(&self) -> usize {
        self.0.size()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        self.0.state()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.0.merge_batch(states)
    }
}

impl GroupsAccumulator for Whole<Box<dyn GroupsAccumulator>> {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        count: usize,
    ) -> Result<()> {
        self.0.update_batch(&wide(values)?, groups, filter, count)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let sums = self.0.evaluate(emit)?;
        let sums = sums.as_primitive::<Decimal128Type>();
        Ok(Arc::new(sums.try_unary::<_, arrow::datatypes::Int64Type, _>(narrow)?))
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        self.0.state(emit)
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], count: usize) -> Result<()> {
        self.0.merge_batch(states, groups, count)
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        self.0.convert_to_state(&wide(values)?, filter)
    }

    fn size(&self) -> usize {
        self.0.size()
    }
}
