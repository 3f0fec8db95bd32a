"""The report: one HTML file on what is in the store, how far its review is, and how good models and readers are.

``reading.py`` reads the views as an analyst, ``measures.py`` computes from what they tell, ``figures.py`` draws
(matplotlib, the extra ``report``), ``crops.py`` cuts boxes out of pictures, ``texts.py`` has all words in English and
French, ``markup.py`` escapes, ``page.py`` puts the page together and ``command.py`` is the command.
"""
