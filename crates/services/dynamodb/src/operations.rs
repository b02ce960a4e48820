//! One file per operation; beside them what several share.

mod batch_get_item;
mod batch_write_item;
mod collection;
mod consumed;
mod delete_item;
mod get_item;
mod parameters;
mod put_item;
mod query;
mod reading;
mod replaced;
mod scan;
mod single_write;
mod table_name;
mod update_item;
