"""What an editor would see in a programme: rules, and the report of them."""
