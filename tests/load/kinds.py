"""The kinds of requests of a load, and of what they promise."""

CHECK_IN, OPINION, REPLY = "check-in", "opinion", "reply"
CODE, SESSION = "code", "session"
SUGGESTION, ASKED, SIGNED, SUBMITTED = "suggestion", "asked to sign", "signature", "submission"
CHECKED, HANDED_OVER = "check", "hand-over"
