"""One folder per microservice; none imports another."""
