"""What is known of a table's rows from Rowcast's messages. It knows no MQTT, and belongs to one thread."""

from __future__ import annotations  # Python 3.8 and later

from collections import OrderedDict
from dataclasses import dataclass

Row = dict  # column name -> value, as the README's table of values says


@dataclass
class Known:
    """One row. Versions are text whose plain order is the order of changes; the empty text is before all of them."""

    row: Row | None = None  # None: there is no such row
    version: str = ""  # the change that left the row so
    told: str = ""  # the last event that was told


class Orders:
    """
    Rows by key, kept equal to the table by state and events alike: whichever says more recent things holds.

    Of rows that are gone the versions are kept on, the last `remember_gone` of them, for a change may be published twice.
    """

    def __init__(self, remember_gone: int = 10_000):
        self._there: dict[str, Known] = {}
        self._gone: OrderedDict[str, Known] = OrderedDict()
        self._remember_gone = remember_gone
        self._unconfirmed: set[str] | None = None  # while the retained state is read again

    def __len__(self) -> int:
        return len(self._there)

    def get(self, key: str) -> Row | None:
        known = self._there.get(key)
        return known.row if known else None

    def state(self, key: str, row: Row | None, version: str = "") -> None:
        """
        Takes a row as it is; None once it is deleted. Without a version (a broker that does not speak MQTT 5, a state that
        was cleared as a ghost) it holds as it comes.
        """
        if self._unconfirmed is not None:
            self._unconfirmed.discard(key)
        known = self._known(key)
        if not version or version >= known.version:
            self._put(key, known, row, version or known.version)

    def event(self, key: str, event: dict) -> bool:
        """Takes what happened. False: it was told already, for a change may be published more than once."""
        known = self._known(key)
        version = event["version"]
        if version <= known.told:
            return False
        known.told = version
        # A row that is too large for the broker (ROWCAST_OVERSIZED) is told without its columns: then the state says what is left.
        if version >= known.version and "oversized" not in event:
            if self._unconfirmed is not None:
                self._unconfirmed.discard(key)
            self._put(key, known, event["after"], version)
        return True

    @property
    def is_refilling(self) -> bool:
        return self._unconfirmed is not None

    def begin_refill(self) -> None:
        """All retained state is about to come (again), after a connection was made."""
        self._unconfirmed = set(self._there)

    def end_refill(self) -> list[str]:
        """All retained state has come. Returns the keys of rows that were deleted while nobody was connected."""
        ghosts = sorted(self._unconfirmed or ())
        self._unconfirmed = None
        for key in ghosts:
            known = self._there[key]
            self._put(key, known, None, known.version)
        return ghosts

    def _known(self, key: str) -> Known:
        return self._there.get(key) or self._gone.get(key) or Known()

    def _put(self, key: str, known: Known, row: Row | None, version: str) -> None:
        known.row, known.version = row, version
        if row is not None:
            self._gone.pop(key, None)
            self._there[key] = known
            return
        self._there.pop(key, None)
        self._gone[key] = known
        self._gone.move_to_end(key)
        if len(self._gone) > self._remember_gone:
            self._gone.popitem(last=False)
