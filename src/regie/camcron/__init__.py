"""CamCron: any number of cron- and calendar-driven recording jobs per camera, each its own supervised process."""
