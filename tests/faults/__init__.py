"""What must hold whatever breaks, and whoever tries."""
