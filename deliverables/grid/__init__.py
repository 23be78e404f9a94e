"""The grid engine: what a grid says, where things stand in it, how far people are. Knows neither database nor web."""
