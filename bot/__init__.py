"""The service: HTTP endpoint, authentication, the SDK, workers, settings and wiring."""

import gc
import os

# Before numpy is imported anywhere: its matrices are small here, and a thread for each core costs
# memory and start-up for nothing. The encoder keeps to one thread of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Python looks for cycles after every 700 new objects, and finds none in the hundred thousands that
# modules and models are made of: a tenth of a start. A turn makes a thousand.
gc.set_threshold(20_000, 20, 20)
