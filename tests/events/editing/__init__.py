"""What editors would see."""
