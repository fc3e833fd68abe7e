"""Words that jobs of reminders know each other by."""

REMIND = "remind"
"""The kind of the job that reminds the invitees of an activity."""
DAY_BEFORE = "day"
"""In such a job's data, in the place of the minutes: the reminder on the day before."""
