"""Deliveries: their life, their rows, the jobs that send them, and the rota of scheduled work."""
