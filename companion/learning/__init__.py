"""What a person knows and learns: one database, statuses, saved words, reviews, exchange.

`database` opens the file, `learner` is its door for everything else, `model` has what it answers with.
"""

from companion.learning.learner import Learner
from companion.learning.model import LEARNING_LEVELS, STATUSES, Statistics, Word

__all__ = ["LEARNING_LEVELS", "STATUSES", "Learner", "Statistics", "Word"]
