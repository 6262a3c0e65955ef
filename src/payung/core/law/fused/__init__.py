"""The law for big tables: the integer form as one compiled loop, streaming Parquet to Parquet."""
