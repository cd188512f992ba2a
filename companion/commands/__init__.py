"""The commands of `companion`: one module each, with `add(command)`; `companion.cli` calls them."""
