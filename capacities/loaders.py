"""Loads the project's templates with their French typography set right, so that nobody has to type invisible spaces."""

from django.template.loaders.filesystem import Loader

from .text import typo_markup


class FrenchLoader(Loader):
    def get_contents(self, origin):
        return typo_markup(super().get_contents(origin))
