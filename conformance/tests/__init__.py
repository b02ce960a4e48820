"""One file per subject; each has `run(report, server, options)`."""
