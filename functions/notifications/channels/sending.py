"""One letter by its channel."""

from functions.notifications.channels import mail, webhook
from functions.notifications.channels.configured import GATEWAYS
from functions.notifications.channels.errors import Declined, TryAgain
from functions.notifications.channels.names import Channel
from functions.notifications.payload import Letter
from shared.store.settings import Setting, optional, secret


def send(letter: Letter, moment: int) -> None:
    """Sends it; the channel drops one that it has had under the same id. ``moment`` is in Unix seconds.

    Raises :class:`Declined` for what the channel will never take, and where the province has it no longer;
    :class:`TryAgain` for what may go better later.
    """
    if letter.channel is Channel.EMAIL:
        sender = optional(Setting.MAIL_SENDER, "")
        if not sender:
            raise Declined("no such channel")
        server = optional(Setting.SMTP_URL, "")
        if not server:
            raise TryAgain("no mail server is set up")
        mail.send(server, sender, letter, moment)
        return
    url = optional(GATEWAYS[letter.channel], "")
    if not url:
        raise Declined("no such channel")
    webhook.post(url, secret(Setting.WEBHOOK_SECRET), letter.id, letter.payload(), moment)
