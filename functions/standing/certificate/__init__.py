"""The certificate for a deputy's employer that duty counts as attendance at work (Deputies Law art. 41)."""
