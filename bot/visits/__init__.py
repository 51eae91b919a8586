"""What suits a class that goes on a visit: pure planning, without words."""
