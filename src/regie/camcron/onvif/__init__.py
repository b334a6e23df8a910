"""ONVIF: finding cameras, asking what they are, moving them, hearing them. SOAP stays in a child process."""
