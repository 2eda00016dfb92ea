"""Why a document cannot be shown, and what to do, in words."""

from seat_client.ui.language import translate


def failure_words(code: str) -> tuple[str, str]:
    """Headline and advice for a refusal (`documents.messages.REFUSALS`)."""
    support = translate("PageView", "Go on with another document and tell technical support.")
    match code:
        case "encrypted":
            return translate("PageView", "This document is protected by a password"), support
        case "too_large":
            return translate("PageView", "This document is too large for the seat"), support
        case "timeout":
            return translate("PageView", "This document does not open in time"), support
        case "tampered":
            return translate("PageView", "This document was changed on this seat's disk"), translate(
                "PageView", "It will not be shown. Tell technical support to fetch it again."
            )
        case "unavailable":
            return translate("PageView", "The seat has too little memory to show documents"), support
        case _:
            return translate("PageView", "This document is damaged and cannot be shown"), support
