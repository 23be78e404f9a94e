"""A plan made of steps: what comes before what, how long it takes, who does it, when. Pure: knows neither database nor web."""
