"""A deputy's request that an inspection with the deputy card be arranged, and its arrangement."""
