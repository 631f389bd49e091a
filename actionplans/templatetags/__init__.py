"""What templates of plans say in words."""
