"""The rules are tested on the pinned zone data, never on the machine's; a slow machine fails no law."""

import zoneinfo

from hypothesis import settings

zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
