"""Pictures and scans: text recognition (the extra `ocr`), and the recognised lines as glyphs on a page."""
