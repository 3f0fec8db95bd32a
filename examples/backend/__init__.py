"""A backend on the datastore: the application (app.py), its command (__main__.py), names of the package before it."""
