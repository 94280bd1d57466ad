"""What an operator deploys: image, compose file, alerts, dashboard, template."""
