"""Reports: taken in, and what their reporter may know and do."""
