"""PDF files: glyphs to lines, columns, their reading order, paragraphs."""
