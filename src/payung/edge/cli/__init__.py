"""The command line: `./payung COMMAND`, without and with the database."""
