"""What is kept and what is deleted: ages, sizes, the space that a disk must keep, and when it will be full."""
