"""The service: HTTP endpoint, authentication, the SDK, workers, settings and wiring."""
