"""The mathematics that measures share. Here is no measure."""
