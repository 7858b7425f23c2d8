"""Hostile inputs, made by code when a test asks for them: each with the trick it tries and the end it must meet.

One file here makes one kind of input. ``python tests/hostile_inputs/write.py FOLDER`` writes them all, to look at.
"""

from hostile_inputs.case import Input, Read, Refused

__all__ = ["Input", "Read", "Refused"]
