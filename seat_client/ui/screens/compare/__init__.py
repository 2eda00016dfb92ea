"""Two bids side by side at the same chapter, each scored by the standard and by itself."""
