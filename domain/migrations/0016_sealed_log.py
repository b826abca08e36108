"""Brings the audit events of the former form over."""

from domain.migrations._sealed_log import seal_log as data_step

__all__ = ["data_step"]
