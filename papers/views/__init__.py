"""What is asked of issued papers over the web."""
