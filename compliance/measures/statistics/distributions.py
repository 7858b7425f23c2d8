"""Points of distributions."""

from __future__ import annotations

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
