"""A class on JupyterHub: each student has the start page, with the class's articles and words of their own.

`/srv/class` holds `00-home.ipynb` (see docs/class.md), `articles/` and `terms.csv`; students can read it and not write it.
Run the hub with the Python that Companion is installed in.
"""

from companion.jupyter import lab_environment

c = get_config()  # noqa: F821 - JupyterHub's

c.Spawner.notebook_dir = "/srv/class"
c.Spawner.default_url = "/voila/render/00-home.ipynb"  # or "/lab/tree/00-home.ipynb", to have notebooks too
# Readers are saved, and neither Lab nor Voilà asks another machine for anything.
c.Spawner.environment = {
    name: value for name, value in lab_environment().items() if name.startswith("JUPYTER_")
}
# Installed once for all: ARGOS_PACKAGES_DIR=/srv/models companion models install translate-zt_en
c.Spawner.environment["ARGOS_PACKAGES_DIR"] = "/srv/models"
