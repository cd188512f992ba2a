"""Offline English: translation memory, Argos packages and engine, word gloss, the chain."""
