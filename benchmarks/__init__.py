"""What is timed, beside peers: `python -m benchmarks`, or `make bench`."""
