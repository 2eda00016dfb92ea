"""The conference, expanded: everybody large, who hears whom, the lines, noise, requests to speak."""
