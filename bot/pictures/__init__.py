"""Pictures: numbers become PNG bytes, by one function and one readable template each; no words of their own."""
