"""The job of `benchmarks.job` written for other tools, one file a tool."""
