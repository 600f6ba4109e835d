"""What ``curate review`` shows in a terminal: a full screen, and a prompt where there is none."""
