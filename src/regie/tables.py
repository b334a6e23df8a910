"""Every table of this version, in one place: what migrations are compared with."""

from regie.camcron.cameras import models as cameras
from regie.camcron.enrolment import models as enrolment
from regie.camcron.exports import models as exports
from regie.camcron.jobs import models as jobs
from regie.camcron.jobs.past import models as past
from regie.camcron.jobs.templates import models as templates
from regie.camcron.motion import models as motion
from regie.camcron.onvif import models as onvif
from regie.camcron.presence import models as presence
from regie.camcron.recordings import models as recordings
from regie.camcron.recordings.ledger import models as ledger
from regie.camcron.retention import models as retention
from regie.camcron.runs import models as runs
from regie.camcron.series import models as series
from regie.camcron.timelapse import models as timelapse
from regie.kernel import leases
from regie.kernel.audit import models as audit
from regie.kernel.auth import models as auth
from regie.kernel.db import Table
from regie.kernel.notifications import models as notifications
from regie.kernel.sites import models as sites

metadata = Table.metadata
packages = (
    audit,
    auth,
    cameras,
    enrolment,
    exports,
    jobs,
    leases,
    ledger,
    motion,
    notifications,
    onvif,
    past,
    presence,
    recordings,
    retention,
    runs,
    series,
    sites,
    templates,
    timelapse,
)
"""Imported for their tables."""
