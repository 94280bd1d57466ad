"""What an operator sees of the service: health, metrics and logs. Never who, never what."""
