"""Reading bids: encrypted at rest, drawn by a worker process that may die, shown as bitmaps.

Worker side: `worker`, `pdfium`. Seat side: `client` (the face), `supervisor`, `worker_process`,
`wishes`, `blocks`. Both: `messages`, `limits`, `cipher`, `pages`, `errors`. Nothing here knows Qt.

    DocumentError
    ├── CipherError
    │   ├── NotEncrypted       not a file of ours
    │   └── Tampered(chunk)    changed on disk, or another key
    ├── Refused(code)          the document cannot be shown: encrypted, broken, too_large, timeout,
    │                          tampered, unavailable (no process or shared memory to be had)
    ├── PageRefused(page)      one page cannot be drawn
    ├── MessageMalformed       the other end of the pipe sent nonsense
    └── WorkerLost             the worker died
        └── WorkerHung         the worker was killed for silence

None of these reaches the user interface: it sees `DocumentState("failed", code)` and `PageFailed(page)`.
"""
