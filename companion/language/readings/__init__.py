"""Readings: how each word is read in its place, and why; in pinyin and other systems; as it is said."""
