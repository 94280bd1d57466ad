"""Tests of the policy's words and of the pure functions over them."""
