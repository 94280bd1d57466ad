"""Carries out what the dialogs ask for: who may, and the desk of each kind of effect."""
