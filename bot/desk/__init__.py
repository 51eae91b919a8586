"""The organisers' desk: what administrators see and do, in the same conversation as everyone's."""
