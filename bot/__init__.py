"""The service: HTTP endpoint, authentication, the SDK, workers, settings and wiring."""

import os

# Before numpy is imported anywhere: its matrices are small here, and a thread for each core costs
# memory and start-up for nothing. The encoder keeps to one thread of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
