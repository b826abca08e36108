"""Brings the texts into one form and fills their keys."""

from domain.migrations._text_forms import bring_texts_into_form as data_step

__all__ = ["data_step"]
