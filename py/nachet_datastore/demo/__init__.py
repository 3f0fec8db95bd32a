"""What is only for the demo and the tests: drawn pictures of seeds, a PostgreSQL from a wheel, the main job once."""
