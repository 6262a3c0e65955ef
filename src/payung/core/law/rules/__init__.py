"""The rules of the law, one file per programme and segment. They are read, never run."""
