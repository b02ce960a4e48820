//! AWS wire protocols: shapes, codecs, constraints, signatures. Client side too.
