"""Registration at the centre's desk: consent first, then templates, made by the identity worker."""

import base64
import hashlib
from concurrent.futures import Future, ThreadPoolExecutor

from seat_client.identity.client import IdentityWorker
from seat_client.identity.messages import Cancel, EnrolFace, EnrolFinger, Enrolled, ReadCard
from seat_client.services.person_check import PersonDevices
from seat_client.sync.client import CentreClient
from seat_client.wire.identity import Biometric, Consent, ConsentReceipt, TemplateDeposit, TemplateKept


class EnrolmentDesk:
    """One person at the desk."""

    def __init__(
        self, client: CentreClient, worker: IdentityWorker, devices: PersonDevices, clerk: str, person: str
    ) -> None:
        self._client, self._worker, self._devices = client, worker, devices
        self._clerk = clerk
        self.person = person
        self.receipt: ConsentReceipt | None = None
        self._card = ""
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="enrolment")

    def consent(self, kinds: tuple[Biometric, ...], words: str) -> "Future[ConsentReceipt]":
        """Take down that the person agreed to these very words."""
        text = hashlib.sha256(words.encode()).hexdigest()
        consent = Consent(member=self.person, kinds=kinds, text=text, card=self._card)
        return self._line.submit(lambda: self._consent(consent))

    def _consent(self, consent: Consent) -> ConsentReceipt:
        self.receipt = self._client.consent(consent, self._clerk)
        return self.receipt

    @property
    def reads_cards(self) -> bool:
        return bool(self._devices.card)

    @property
    def card_taken(self) -> bool:
        """Whether an identity card was read, so that it may claim the person later."""
        return bool(self._card)

    def read_card(self) -> int:
        """Wait for the person's identity card; the number of the run."""
        run = self._worker.next_run()
        self._worker.order(ReadCard(run, self._devices.card))
        return run

    def take_card(self, number: str) -> None:
        """Of the number the centre keeps a keyed digest with the consent, and this desk nothing."""
        self._card = number

    def withdraw(self) -> "Future[int]":
        """End the consent; how many templates were erased."""
        return self._line.submit(lambda: self._client.withdraw_consent(self.person, self._clerk))

    def begin(self, kind: Biometric) -> int:
        """Begin to take samples; the number of the run."""
        run = self._worker.next_run()
        camera, finger = self._devices.camera, self._devices.finger
        self._worker.order(EnrolFace(run, camera) if kind == "face" else EnrolFinger(run, finger))
        return run

    def cancel(self) -> None:
        self._worker.order(Cancel())

    def deposit(self, made: Enrolled) -> "Future[TemplateKept]":
        """Leave the template at the centre."""
        consent = self.receipt.id if self.receipt is not None else ""
        packed = base64.b64encode(made.packed).decode()
        deposit = TemplateDeposit(consent=consent, kind=made.kind, packed=packed)
        return self._line.submit(lambda: self._client.deposit_template(deposit, self._clerk))

    def close(self) -> None:
        self._card = ""
        self._line.shutdown(wait=True, cancel_futures=True)
