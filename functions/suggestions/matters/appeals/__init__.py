"""The appeal of a deputy whose liberty is restricted (Shenzhen art. 32)."""
