"""Pass or fail of every open item by the bidder's name; the vote form is shared with the blind items."""
