"""Work on an article that ends its process, in a module that another process can import."""

from __future__ import annotations

import os

from companion.batch import Job, Result


def deadly_work(job: Job) -> Result:
    """Stands for reading and writing an article: what is called deadly takes its process with it."""
    if "deadly" in job.path:
        os._exit(9)
    return Result(job.path, (job.path,))
