"""The commands of an operator: `python -m bot gaps`, `deliveries`, `data` and their like."""
