"""The cost-benefit grid: notes and parameters read as a study, its results told in French, drawn, and put in spreadsheets.

Pure: knows the grid engine and the appraisal, neither database nor web."""
