"""Cards: one pure function a card, view data in, card out. Adaptive Cards 1.5, as Teams renders.

A card's first screen has the answer in one line, at most three clauses and three buttons; the
rest is under Show details. Every input has a label, nothing is told by colour alone, and every card
has a text that stands for it where it cannot be shown.
"""
