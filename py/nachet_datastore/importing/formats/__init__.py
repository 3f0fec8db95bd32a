"""One module a format of documents; each gives what the document says of each picture."""
