"""Pictures and pages made of values of the programme: pure, offline, nothing of conversations or channels."""
