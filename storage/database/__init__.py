"""The database behind the stores: connections, tables, and what every store shares."""
