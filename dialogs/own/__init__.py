"""What reporters do with, and hear of, reports that they sent."""
