"""`python -m regie` is the command `regie`."""

from regie.cli import main

main()
