"""Many cases in one request: each goes its way by the very step that its own route takes, in a transaction of
its own, so that everybody concerned is told of each."""
