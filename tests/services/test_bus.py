"""Events reach those who listen, as long as they listen."""

from newsreader.domain.events import Event, StateChanged, SubscriptionsChanged
from newsreader.services.bus import Bus


def test_events_reach_every_listener_in_order() -> None:
    bus, heard = Bus(), []
    bus.subscribe(lambda event: heard.append(("first", event)))
    bus.subscribe(lambda event: heard.append(("second", event)))
    event = StateChanged((1,))
    bus.publish(event)
    assert heard == [("first", event), ("second", event)]


def test_a_listener_may_leave_while_an_event_is_told() -> None:
    bus = Bus()
    heard: list[Event] = []

    def hear_once(event: Event) -> None:
        heard.append(event)
        leave()

    leave = bus.subscribe(hear_once)
    bus.publish(SubscriptionsChanged())
    bus.publish(SubscriptionsChanged())
    assert len(heard) == 1
