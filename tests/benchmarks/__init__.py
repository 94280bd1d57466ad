"""Measurements, beside the SDK's own echo bot. They print; nothing here asserts a time."""
