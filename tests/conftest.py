"""All tests: none is timed."""

from hypothesis import HealthCheck, settings

#: How long an example takes tells of the machine and of what else it does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
