"""The sample: real divisions, made-up people. The same on every run."""
