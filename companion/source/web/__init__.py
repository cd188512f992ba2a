"""A web page: its own elements, which of them are the article, and what it says about itself."""
