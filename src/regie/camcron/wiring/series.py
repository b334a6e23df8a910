"""Figures over time put together: whose each process is, and who asks for them."""

from collections.abc import Iterator

from regie.camcron.live.works import Showing
from regie.camcron.runs.extra import parse_extra
from regie.camcron.runs.feeds import Feed
from regie.camcron.runs.filming import Filming
from regie.camcron.series.loops import Sampling
from regie.camcron.series.rates import Process
from regie.camcron.series.routes import routes
from regie.camcron.series.service import Samples
from regie.camcron.wiring.core import Core
from regie.camcron.wiring.ground import Ground
from regie.camcron.wiring.parts import Part

UDP = ("rtsp_transport", "udp")


def series(on: Ground, core: Core) -> Part:
    """`/api/metrics/history`, `/api/jobs/{id}/metrics`, and the looks at every process."""
    held = Samples(on.clock)

    def known() -> Iterator[Process]:
        for supervised in on.supervisor:
            pid, work = supervised.pid, supervised.work
            if pid is None:
                continue
            if isinstance(work, Filming):
                counted = work.relayed or UDP not in parse_extra(work.spec.extra).source
                yield Process(pid, work.spec.camera_id, work.spec.job_id, relayed=work.relayed, counted=counted)
            elif isinstance(work, Feed):
                yield Process(pid, work.fed.camera_id, records=False, counted=UDP not in work.fed.extra.source)
            elif isinstance(work, Showing):
                yield Process(pid, work.screen.camera_id, relayed=work.relayed, records=False)

    sampling = Sampling(on.database, on.clock, held, known, on.leads)
    return Part(routers=(routes(held, core.cameras, core.shelf, on.clock),), open=sampling.open, close=sampling.close)
