"""The walk through "should I post this?": questions, the draft within one turn, the verdict."""
