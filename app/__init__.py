"""Sinerji Masası: the desk of an industrial-symbiosis workshop facilitator."""

__version__ = "0.1.0"
