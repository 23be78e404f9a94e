"""Cost-benefit appraisal: from effects told line by line to figures one can defend. Decimal throughout, no Django.

Conventions (methode of the content, after the Guide de l'évaluation socioéconomique des investissements publics, 2017):
year 0 is the year of decision, flows fall at the end of their year, prices are constant euros excluding tax."""
