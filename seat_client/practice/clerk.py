"""The practice clerk: relays bidders' explanations and records the deemed agreement of silent members."""

import logging

import requests

from seat_client.domain.evaluation import Evaluation
from seat_client.domain.stages import StageId
from seat_client.practice.script import Script
from seat_client.wire import PREFIX

TIMEOUT = 20.0
DEEMED = "未签署且未书面说明理由，视为同意评标结论。见证：演练中心经办人"

log = logging.getLogger(__name__)


class Clerk:
    """Looks at the record through one colleague's eyes and does what falls to the desk."""

    def __init__(self, centre: str, token: str, script: Script) -> None:
        self._base = centre + PREFIX
        self._script = script
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._explained: set[str] = set()
        self._deemed: set[str] = set()

    def look(self, evaluation: Evaluation) -> None:
        """Do what the record asks of the desk now; call after every change."""
        if evaluation.stage is StageId.LOW_PRICE:
            for flag in evaluation.flags_of(StageId.LOW_PRICE):
                if flag.id not in evaluation.flag_reasons:
                    self.explain(flag.id, flag.code)
        if evaluation.stage is StageId.REPORT and evaluation.report_digest:
            left = set(evaluation.signers_left()) - {evaluation.chair}
            if left <= set(self._script.silent):
                for member in sorted(left):
                    self.deem(member)

    def explain(self, flag: str, code: str) -> None:
        """Relay the explanation of a flagged price, once."""
        if flag in self._explained:
            return
        if self._post("/desk/explanations", {"flag": flag, "text": self._script.explanation(code)}):
            self._explained.add(flag)

    def deem(self, member: str) -> None:
        """Record a silent member's deemed agreement, once."""
        if member not in self._deemed and self._post("/desk/deemed", {"member": member, "text": DEEMED}):
            self._deemed.add(member)

    def _post(self, path: str, body: dict[str, str]) -> bool:
        try:
            answer = self._http.post(self._base + path, json=body, timeout=TIMEOUT)
        except requests.RequestException as down:
            log.info("the clerk waits: %s", type(down).__name__)
            return False
        return answer.ok
