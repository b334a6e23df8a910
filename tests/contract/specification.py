"""The specification's own words: configuration (6.1), a camera (6.2), jobs (6.3), verbatim."""

import json
from typing import Any

CONFIGURATION: dict[str, Any] = json.loads("""
{
  "server": {
    "port": 3000,
    "host": "0.0.0.0",
    "https": {
      "enabled": false,
      "certPath": "",
      "keyPath": ""
    }
  },
  "storage": {
    "basePath": "/data/camcron",
    "defaultRetention": {
      "maxDays": 30,
      "maxSizeGB": 100
    }
  },
  "ffmpeg": {
    "path": "/usr/bin/ffmpeg",
    "ffprobePath": "/usr/bin/ffprobe"
  },
  "notifications": {
    "webhook": {
      "enabled": false,
      "url": ""
    },
    "email": {
      "enabled": false,
      "smtp": {
        "host": "",
        "port": 587,
        "user": "",
        "pass": ""
      },
      "to": ""
    }
  },
  "auth": {
    "jwtSecret": "CHANGE_ME",
    "sessionTimeout": 3600
  },
  "logging": {
    "level": "info",
    "file": "/var/log/camcron/camcron.log"
  }
}
""")

CAMERA: dict[str, Any] = json.loads("""
{
  "id": "cam-garage",
  "name": "Caméra Garage",
  "streams": {
    "main": "rtsp://admin:password@192.168.1.100:554/stream1",
    "sub": "rtsp://admin:password@192.168.1.100:554/stream2"
  },
  "protocol": "rtsp",
  "tags": ["extérieur", "garage"],
  "location": "Garage - angle nord-est",
  "model": "Hikvision DS-2CD2143G2-I",
  "enabled": true
}
""")

JOBS: list[dict[str, Any]] = json.loads("""
[
{
  "id": "job-garage-workhours",
  "name": "Garage - Enregistrement heures de travail",
  "cameraId": "cam-garage",
  "streamKey": "main",
  "action": "record",
  "schedule": {
    "cron": "0 8 * * 1-5",
    "cronStop": "0 18 * * 1-5",
    "triggerType": "continuous"
  },
  "output": {
    "directory": "/data/camcron/{cameraName}/work/{year}/{month}/{day}",
    "filenamePattern": "{cameraName}_{timestamp}",
    "format": "mp4",
    "segmentDuration": 3600
  },
  "processConfig": {
    "codec": "copy",
    "extraArgs": ["-rtsp_transport", "tcp"]
  },
  "retention": {
    "maxDays": 14
  },
  "maxRetries": 3,
  "enabled": true
},
{
  "id": "job-garage-timelapse",
  "name": "Garage - Timelapse",
  "cameraId": "cam-garage",
  "streamKey": "sub",
  "action": "snapshot",
  "schedule": {
    "cron": "*/5 * * * *",
    "triggerType": "oneshot"
  },
  "output": {
    "directory": "/data/camcron/{cameraName}/timelapse/{year}/{month}",
    "filenamePattern": "{cameraName}_{timestamp}",
    "format": "jpg"
  },
  "processConfig": {
    "resolution": "1280x720",
    "quality": 85
  },
  "retention": {
    "maxDays": 90
  },
  "maxRetries": 1,
  "enabled": true
},
{
  "id": "job-jardin-oiseaux",
  "name": "Jardin - Mangeoire oiseaux (hiver)",
  "cameraId": "cam-jardin",
  "streamKey": "main",
  "action": "record",
  "schedule": {
    "cron": "0 7 * * *",
    "cronStop": "0 17 * * *",
    "triggerType": "continuous",
    "period": {
      "startDate": "--11-15",
      "endDate": "--03-15",
      "recurrent": true
    }
  },
  "output": {
    "directory": "/data/camcron/{cameraName}/oiseaux/{year}/{month}/{day}",
    "filenamePattern": "{cameraName}_{timestamp}",
    "format": "mkv",
    "segmentDuration": 1800
  },
  "processConfig": {
    "codec": "copy"
  },
  "retention": {
    "maxDays": 365
  },
  "maxRetries": 3,
  "enabled": true
},
{
  "id": "job-garage-audit",
  "name": "Garage - Audit qualité vidéo",
  "cameraId": "cam-garage",
  "streamKey": "main",
  "action": "custom_command",
  "schedule": {
    "cron": "0 */6 * * *",
    "triggerType": "oneshot"
  },
  "processConfig": {
    "command": "ffprobe -v quiet -print_format json -show_streams {streamUrl}",
    "timeout": 30
  },
  "output": {
    "directory": "/data/camcron/{cameraName}/audit",
    "filenamePattern": "audit_{timestamp}",
    "format": "json"
  },
  "retention": {
    "maxDays": 7
  },
  "enabled": true
}
]
""")

OTHER_CAMERA = {**CAMERA, "id": "cam-jardin", "name": "Caméra Jardin"}
"""Named by the third job, shown nowhere."""

WORDS = {
    "JobState": "disabled blocked idle waiting starting running stalled retrying stopping failed",
    "RunStatus": "running success stopped failed missed skipped interrupted",
    "RunTrigger": "schedule manual resume catchUp",
    "Action": "record snapshot timelapse detect_motion test_connection custom_command",
    "TriggerType": "continuous oneshot duration",
    "Protocol": "rtsp rtmp http onvif",
}
"""The closed words of the wire, in the order of the design."""

ROUTES = """
GET /api/cameras
POST /api/cameras
GET /api/cameras/{id}
PUT /api/cameras/{id}
DELETE /api/cameras/{id}
POST /api/cameras/{id}/test
GET /api/jobs
POST /api/jobs
GET /api/jobs/{id}
PUT /api/jobs/{id}
DELETE /api/jobs/{id}
POST /api/jobs/{id}/start
POST /api/jobs/{id}/stop
GET /api/jobs/{id}/logs
GET /api/jobs/{id}/history
GET /api/status
GET /api/storage
GET /api/config
PUT /api/config
"""
"""Section 3.6.1; its WebSockets are `/ws/logs/{id}` and `/ws/status`."""
