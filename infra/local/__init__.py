"""The whole backend on one machine: the project's own template and package on an embedded AWS."""
