//! `#[derive(Shape)]`: fields, constraints, and where each field travels.
