"""Files that are made from the records: each is a pure function of them that gives bytes."""
