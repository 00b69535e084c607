"""What a schema says of a document, in words: the verdict, its reasons, and the rules of the ODD."""
