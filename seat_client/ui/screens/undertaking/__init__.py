"""Reading the undertaking, checking the bidders' names, declaring, signing with one's own key."""
