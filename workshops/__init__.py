"""Workshops: a script, a date, a live room, votes. The book of protocols comes first; nothing is here yet."""
