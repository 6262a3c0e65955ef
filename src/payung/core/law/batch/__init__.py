"""The law for a whole table of people: Parquet in, Parquet out, by the same rules."""
