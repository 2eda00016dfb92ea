"""Going through an archived evaluation again: journals, record, result and report, each against the others."""
