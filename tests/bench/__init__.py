"""``make bench`` and ``make scale``: how long the main calls take, beside what cannot be spared."""
