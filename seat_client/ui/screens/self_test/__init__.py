"""The seat checked: signing chain, devices, lines; what to do for each failure; the certificate."""
