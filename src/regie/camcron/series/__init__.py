"""CPU, memory, disk and bandwidth over time: of everything, of a camera, of a job."""
