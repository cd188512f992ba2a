"""Work on an article that ends its process or takes its time, in a module that another process can import."""

from __future__ import annotations

import os
import time

from companion.batch import Job, Result


def deadly_work(job: Job) -> Result:
    """Stands for reading and writing an article: what is called deadly takes its process with it."""
    if "deadly" in job.path:
        os._exit(9)
    return Result(job.path, (job.path,))


def slow_work(job: Job) -> Result:
    """Stands for work that is not done yet when something else happens."""
    time.sleep(0.1)
    return Result(job.path, (job.path,))
