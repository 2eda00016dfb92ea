"""Practice devices made of files: real keys and real PINs in software, marked as practice."""
