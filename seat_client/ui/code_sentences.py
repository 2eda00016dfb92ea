"""What is said of the codes of two persons that did not count."""

from seat_client.services.leaving import Answer
from seat_client.ui.language import translate


def answer_words(answer: Answer, paused: int) -> str:
    """Empty where both counted; `paused` is for how many seconds no code is taken."""
    match answer:
        case Answer.LEAVE:
            return ""
        case Answer.WRONG:
            return translate("Codes", "At least one code is wrong or was used before. Type two fresh codes.")
        case Answer.SAME_PERSON:
            return translate("Codes", "Both codes come from one person. The second code must be another person's.")
        case Answer.PAUSED:
            words = translate("Codes", "Too many wrong codes. Wait {seconds} seconds, then type two fresh codes.")
            return words.format(seconds=paused)
        case Answer.TOO_FEW_HOLDERS:
            return translate("Codes", "Fewer than two persons are entered for this seat. Ask its technician.")


def list_unreadable() -> str:
    """The list of entitled persons is damaged."""
    return translate("Codes", "The list of entitled persons cannot be read. Restart the seat from its console.")
