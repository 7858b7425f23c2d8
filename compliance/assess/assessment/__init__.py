"""The assessment as data: what a check returns and what every report is made from."""
