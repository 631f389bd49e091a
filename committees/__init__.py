"""The oversight: committees, meetings, minutes, resolutions, actions arising. Furnished with its own issue."""
