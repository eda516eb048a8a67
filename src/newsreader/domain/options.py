"""What a reader has set for one feed; a JSON column of the feed."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """Settings of one feed; what is not set follows the settings of all."""

    interval_s: int = 0
    """Fetch every so many seconds; 0: by the feed's own rhythm."""
    user: str = ""
    password: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request for this feed, to its own host only."""
    keep_days: int | None = None
    """Retention by age; 0: keep everything, None: as for all feeds."""
    keep_count: int | None = None
    """Retention by number; 0: keep everything, None: as for all feeds."""

    @property
    def has_secrets(self) -> bool:
        """Whether something is sent that only the feed's own host may know."""
        return bool(self.user or self.password or self.headers)

    @classmethod
    def from_url(cls, url: str) -> "FeedOptions":
        """Take user and password out of an address, which is shown and exported without them."""
        parts = urlsplit(url)
        return cls(user=unquote(parts.username or ""), password=unquote(parts.password or ""))

    def to_json(self) -> str:
        """Write what is set."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(
            {k: v for k, v in values.items() if v or (v == 0 and k.startswith("keep"))},
            ensure_ascii=False,
        )

    @classmethod
    @lru_cache(64)  # nearly all feeds have none
    def from_json(cls, text: str) -> "FeedOptions":
        """Read what :meth:`to_json` wrote; unknown keys are ignored."""
        raw = json.loads(text)
        return cls(**{name: raw[name] for name in cls.__slots__ if name in raw})
