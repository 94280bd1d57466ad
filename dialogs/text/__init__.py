"""Text that people typed: made inert, masked, and read for a day or an option."""
