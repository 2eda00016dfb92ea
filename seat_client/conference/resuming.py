"""What a successor of a dead media process must know: the sessions with Janus that it may take over.

Otherwise the identity would stay taken by the dead process until its session times out.
"""

from dataclasses import replace

from seat_client.conference.messages import JoinCall, SessionOpened
from seat_client.media.client import MediaClient


def keep_sessions(client: MediaClient, news: object) -> None:
    """Enter a session that was opened into the standing order to be in the call."""
    standing = client.standing("call")
    if isinstance(news, SessionOpened) and isinstance(standing, JoinCall):
        sessions = {**dict(standing.resume), news.line: news.session}
        client.replace_standing(replace(standing, resume=tuple(sessions.items())))
