"""The ways outside this system by which somebody is told."""
