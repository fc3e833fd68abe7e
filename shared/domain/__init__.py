"""Pure words of the domain: no I/O, no AWS, no HTTP."""
