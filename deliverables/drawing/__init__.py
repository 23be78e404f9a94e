"""How the portal draws: figures as light SVG, the room that words take, and charts that say the same as a table."""
