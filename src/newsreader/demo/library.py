"""Fill a library with the demo's feeds, on the very way that a reader's own feeds take."""

from newsreader.demo.site import Site
from newsreader.domain.events import RefreshFinished
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.services.subscriptions import subscribe, unseen


async def fill(library: Library, site: Site) -> RefreshFinished:
    """Follow the site's feeds and fetch them once; its server must be running.

    One feed is not there and fails: the demo shows how that looks, too.
    """
    for feed in site.subscriptions:
        await subscribe(library, unseen(feed.url), folder=(feed.folder,), title=feed.title)
    refresher = Refresher(library)
    try:
        return await refresher.refresh()
    finally:
        await refresher.aclose()
