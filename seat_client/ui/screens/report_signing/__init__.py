"""Reading the very bytes of the report, checking them, signing them with one's own key."""
