"""Five hundred jobs of which a hundred change each second, as a server would tell it that has so many."""

import json
from typing import Any

_SOCKET = """
const [job, status] = %s;
const states = ['running', 'running', 'running', 'retrying', 'failed', 'waiting'];
const jobs = Array.from({ length: 500 }, (_, n) =>
  ({ ...job, id: `job-${n}`, uid: `uid-${n}`, name: `Job ${n}`, cameraName: `Camera ${n %% 60}`, state: states[n %% 6],
     stateSince: new Date().toISOString() }));
const Real = WebSocket;
let turn = 0;
window.WebSocket = class extends EventTarget {
  constructor(url) {
    super();
    if (!url.includes('/ws/status')) return new Real(url);
    const tell = (message) => this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(message) }));
    setTimeout(() => { this.onopen?.(); tell({ type: 'snapshot', status, jobs, cameras: [] }); }, 50);
    this.timer = setInterval(() => {
      turn += 1;
      const state = states[Math.floor(Math.random() * 6)];
      tell({ type: 'job', job: { ...jobs[(turn * 7) %% 500], state, stateSince: new Date().toISOString() } });
    }, 10);
  }
  close() { clearInterval(this.timer); }
};
Object.assign(window.WebSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
"""


def crowd(job: dict[str, Any], status: dict[str, Any]) -> str:
    """A script for `add_init_script`: the page's live socket tells of copies of this job."""
    return _SOCKET % json.dumps([job, status])
