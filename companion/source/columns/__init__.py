"""Columns of a page whose lines a copied text has mixed: side by side, or by turns."""
