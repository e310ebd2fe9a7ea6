"""Below ``stance``: markers and their scope, deciding terms, coding sheets, and how far two coders agree."""
