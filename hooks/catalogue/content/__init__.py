"""What stands in docs/: read from its files into frozen records, and linked with each other."""
