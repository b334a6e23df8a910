"""Cameras and jobs for home automation: their states on a broker, found by Home Assistant, and jobs as switches."""
