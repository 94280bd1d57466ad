"""Journeys in real pages: two Playground pages in headless Chromium, one bot."""
