"""The practice clerk: does at the operator's desk what a real centre's staff would do, when the record asks for it.

Calls in the reserve, relays what bidders write, serves notices and records deemed agreement, and puts the practice
centre's clock forward over a deadline or a night, which the report then says.
"""

import logging
import time
from datetime import datetime
from typing import Any

import requests

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from seat_client.wire import PREFIX

TIMEOUT = 20.0
NIGHT = 5.0  # seconds a practice night lasts on the machine's clock before the centre's is put forward
WITNESS = "演练中心经办人"

log = logging.getLogger(__name__)


class Clerk:
    """Looks at the record through a colleague's eyes; every step may be asked for again and is done once."""

    def __init__(self, centre: str, token: str, script: Script) -> None:
        self._base = centre + PREFIX
        self._script = script
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._done: set[str] = set()
        self._dusk = 0.0

    def look(self, evaluation: Evaluation) -> None:
        """Do what the record asks of the desk now; call after every change, and now and then besides."""
        if evaluation.suspended is not None:
            self._night(evaluation)
            return
        self._dusk = 0.0
        for member in sorted(evaluation.recused - set(evaluation.replaced)):
            self._replace(member)
        for number, question in evaluation.questions.items():
            if question.state == "sent":
                body = {"question": number, "text": self._script.answer(question.proposed.text)}
                self._once(f"answer {number}", "/desk/answers", body)
        if evaluation.stage is StageId.LOW_PRICE:
            self._explain(evaluation)
        if evaluation.stage is StageId.REPORT and evaluation.report_digest:
            self._deem(evaluation)

    # --- people and bidders -------------------------------------------------------------------------

    def _replace(self, member: str) -> None:
        planned = self._script.plans.replacement
        if planned is not None and planned.old == member:
            body = {"old": member, "new": planned.new, "reason": "recusal", "note": planned.reason}
            self._once(f"replace {member}", "/desk/replacements", body)

    def _explain(self, evaluation: Evaluation) -> None:
        for flag in evaluation.flags_of(StageId.LOW_PRICE):
            if flag.check == "low-price" and flag.id not in evaluation.flag_reasons:
                body = {"flag": flag.id, "text": self._script.explanation(flag.code)}
                self._once(f"explain {flag.id}", "/desk/explanations", body)

    # --- time ---------------------------------------------------------------------------------------

    def _night(self, evaluation: Evaluation) -> None:
        """Let the night be seen, put the clock forward to the morning, and come to open."""
        stop = evaluation.suspended
        if stop is None or not stop.opens:
            return
        self._dusk = self._dusk or time.monotonic()
        if time.monotonic() - self._dusk < NIGHT:
            return
        if self._forward(f"night {stop.since}", stop.opens, "隔夜封存至次日启封时间"):
            self._once(f"open {stop.since}", "/desk/openings", {})

    def _deem(self, evaluation: Evaluation) -> None:
        """Notice, deadline, deemed agreement, for members of whom the script knows that they stay silent."""
        left = set(evaluation.signers_left()) - {evaluation.chair}
        if not left <= set(self._script.silent):
            return
        for member in sorted(left):
            notice = evaluation.notices.get(member)
            if notice is None:
                self._once(f"notice {member}", "/desk/notices", {"member": member})
            elif self._forward(f"deadline {member}", notice.deadline, f"{member} 签署书面通知的期限"):
                self._once(f"deem {member}", "/desk/deemed", {"member": member, "witness": WITNESS})

    def _forward(self, name: str, until: str, why: str) -> bool:
        """Put the centre's clock forward to a moment, once; True when that moment has come."""
        now = self._time()
        if now is None:
            return False
        missing = (datetime.fromisoformat(until) - now).total_seconds()
        if missing <= 0:
            return True
        return self._once(name, "/desk/clock", {"seconds": int(missing) + 1, "why": why})

    def _time(self) -> datetime | None:
        try:
            answer = self._http.get(self._base + "/desk/state", timeout=TIMEOUT)
            return datetime.fromisoformat(answer.json()["time"]) if answer.ok else None
        except requests.RequestException as down:
            log.info("the clerk waits: %s", type(down).__name__)
            return None

    # --- the desk -----------------------------------------------------------------------------------

    def _once(self, name: str, path: str, body: dict[str, Any]) -> bool:
        """Ask the desk for something unless it was done before; False when it could not be done now."""
        if name not in self._done and self._post(path, body):
            self._done.add(name)
        return name in self._done

    def _post(self, path: str, body: dict[str, Any]) -> bool:
        try:
            answer = self._http.post(self._base + path, json=body, timeout=TIMEOUT)
        except requests.RequestException as down:
            log.info("the clerk waits: %s", type(down).__name__)
            return False
        if not answer.ok:
            log.info("the desk refused %s: %s", path, answer.json().get("code"))
        return answer.ok
