"""What both applications stand on. Nothing here knows either of them."""
