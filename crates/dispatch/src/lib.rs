//! Carries a call to the embedded service or to a remote; principals; metering.
